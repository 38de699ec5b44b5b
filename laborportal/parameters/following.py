"""What is stored and follows from a parameter: whoever stores it is told of each value that is entered or voided."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from laborportal.parameters.declarations import Parameter

Follower = Callable[[str, date], None]
_followers: defaultdict[str, list[Follower]] = defaultdict(list)


def follow(parameters: Iterable[Parameter], follower: Follower) -> None:
    """*follower* is handed the code and the day from which the value holds, outside the transaction that wrote it."""
    for parameter in parameters:
        _followers[parameter.code].append(follower)


def tell(code: str, valid_from: date) -> None:
    for follower in _followers[code]:
        follower(code, valid_from)
