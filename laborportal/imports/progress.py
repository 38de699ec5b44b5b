"""How far a background run has come: a small file beside the handed-in ones, so that it moves inside a transaction."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Done:
    """*total* is 0 while it is not known."""

    done: int = 0
    total: int = 0

    @property
    def percent(self) -> int:
        return 100 * min(self.done, self.total) // self.total if self.total else 0

    @property
    def words(self) -> str:
        if not self.total:
            return _("{done} rows done").format(done=f"{self.done:,}")
        return _("{done} of {total} rows done ({percent} %)").format(
            done=f"{min(self.done, self.total):,}", total=f"{self.total:,}", percent=self.percent
        )


def tell(file: Path, done: Done) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = _place(file).with_suffix(".fresh")
    fresh.write_text(json.dumps(asdict(done)))
    fresh.replace(_place(file))


def told(file: Path) -> Done:
    try:
        return Done(**json.loads(_place(file).read_text()))
    except OSError:
        return Done()


def last_sign(file: Path) -> datetime | None:
    """When the run was last heard of."""
    try:
        return datetime.fromtimestamp(_place(file).stat().st_mtime, tz=UTC)
    except OSError:
        return None


def forget(file: Path) -> None:
    _place(file).unlink(missing_ok=True)


def _place(file: Path) -> Path:
    return file.with_suffix(".progress")
