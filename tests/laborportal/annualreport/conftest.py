from collections.abc import Callable, Iterator, Sequence

import pytest
from django.utils import translation

from laborportal.annualreport import declarations
from laborportal.annualreport.declarations import Figure, register
from laborportal.annualreport.values import Counted, figures_of

Declare = Callable[..., None]


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    with translation.override("zh-hant"):
        yield


@pytest.fixture
def declare(monkeypatch: pytest.MonkeyPatch) -> Declare:
    """Puts the given figures in place of the standard ones."""

    def put(*figures: Figure) -> None:
        monkeypatch.setattr(declarations, "_figures", {})
        register(figures)

    return put


@pytest.fixture
def counted(db: None) -> Callable[..., Counted]:
    def count(code: str, year: int = 112, codes: Sequence[str] | None = None) -> Counted:
        return figures_of(year, codes or [code]).counted[code]

    return count
