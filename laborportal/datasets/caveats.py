"""What keeps a figure provisional, as its dataset knows it: accidents under review, employers without a last month."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

FilterValues = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Caveat:
    """Makes a figure provisional and says why, in *words* of how many.

    *q*: members that satisfy it are provisional; they are counted in the query of the figures themselves. Or *count*:
    asked with the parameters of the figure's filter and the ROC year; 0 is nothing to say.
    """

    words: Callable[[int], str]
    q: Q | None = None
    count: Callable[[FilterValues, int], int] | None = None

    def __post_init__(self) -> None:
        if (self.q is None) == (self.count is None):
            raise ValueError("a caveat has either q or count")
