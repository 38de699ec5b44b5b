"""The employer of a row, as the columns `ubn` and `employer` of most datasets name it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from laborportal.audit.recording import Act, Change, Entry, record_many
from laborportal.employers.merging import survivor
from laborportal.employers.models import Employer, EmployerAlias, matching_key
from laborportal.employers.register import Candidate, Match, Refused, Register, former_number
from laborportal.exports.columns import CellError, echo, refuse_in_key
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import today

BATCH = 1000


@dataclass
class Given:
    """What the rows of a run add to one employer; *row* is the first of them."""

    row: Row
    found: Candidate
    ubn: str = ""
    names: dict[str, str] = field(default_factory=dict)

    def put_on(self, employer: Employer) -> Entry:
        changes: dict[str, Change] = {}
        if self.ubn and not employer.ubn:
            changes["ubn"] = ("", self.ubn)
            employer.ubn = self.found.saved_ubn = self.ubn
        if self.names:
            names = [*self.found.saved_aliases, *self.names.values()]
            changes["aliases"] = (self.found.saved_aliases, names)
            self.found.saved_aliases = names
        employer.version += 1
        employer.changed_at = timezone.now()
        self.found.employer.ubn, self.found.employer.version = employer.ubn, employer.version
        return Entry("changed", employer, changes, self.row.number)


class EmployerReference:
    """Finds, numbers, names or creates the employer of each row; serves one run, like the loader that holds it.

    A dataset whose rows carry the `sector` of the employer says so with *sector_column*; it counts for new ones alone.
    """

    def __init__(
        self,
        field: str = "employer",
        *,
        ubn_column: str = "ubn",
        name_column: str = "employer",
        sector_column: str = "sector",
    ) -> None:
        self.field = field
        self.columns: tuple[str, ...] = (ubn_column, name_column)
        self.ubn_column, self.name_column, self.sector_column = ubn_column, name_column, sector_column
        self.register = Register()
        self._candidates: dict[int, Candidate] = {}

    def resolve(self, rows: Sequence[Row]) -> None:
        named = [row for row in rows if self._names_one(row)]
        self.register.learn({self._ubn(row) for row in named}, {self._name(row) for row in named})
        for row in named:
            self._resolve(row)

    def _names_one(self, row: Row) -> bool:
        return any(column in row.values for column in self.columns) and not row.failed(*self.columns)

    def _ubn(self, row: Row) -> str:
        return str(row.values.get(self.ubn_column) or "")

    def _name(self, row: Row) -> str:
        return str(row.values.get(self.name_column) or "")

    def _resolve(self, row: Row) -> None:
        ubn, name = self._ubn(row), self._name(row)
        if not ubn and not name:
            row.links[self.field] = None
            return
        try:
            refuse_in_key(name)
            found = self.register.match(ubn, name, row.values.get(self.sector_column) or "")
        except CellError as error:
            row.error(self.name_column, str(error))
        except Refused as error:
            row.error(self.ubn_column if error.about == "ubn" else self.name_column, str(error))
        else:
            self._link(row, found, name)

    def _link(self, row: Row, found: Match, name: str) -> None:
        candidate = found.candidate
        if found.by_former_number:
            row.warn(self.ubn_column, former_number(self._ubn(row), candidate.employer))
        if found.other_name:
            row.warn(self.name_column, _other_name(candidate, name))
            self.register.add_name(candidate, name)
        self._candidates[id(candidate.employer)] = candidate
        row.links[self.field] = candidate.employer

    def write(self, rows: Sequence[Row], act: Act) -> None:
        named = [(row, self._candidates[id(link)]) for row in rows if (link := row.links.get(self.field)) is not None]
        self._follow_merges([found for _row, found in named])
        self._create(named, act)
        self._complete(named, act)
        self._mark({found.employer.pk for row, found in named if not self._ubn(row)})

    def _follow_merges(self, candidates: Sequence[Candidate]) -> None:
        """One that was merged since its rows were read: they mean the one that took it in."""
        found = {candidate.employer.pk: candidate for candidate in candidates if candidate.employer.pk is not None}
        for start in range(0, len(ordered := sorted(found)), BATCH):
            for gone in Employer.objects.filter(pk__in=ordered[start : start + BATCH], voided_at__isnull=False):
                if (kept := survivor(gone)) is not None:
                    candidate = found[gone.pk]
                    vars(candidate.employer).update(vars(kept))
                    candidate.saved_ubn, candidate.saved_aliases = kept.ubn, kept.alias_names

    def _create(self, named: Iterable[tuple[Row, Candidate]], act: Act) -> None:
        """Saves the new employers of these rows as the first of its rows that is written describes each."""
        new: dict[int, tuple[Row, Candidate]] = {}
        for row, found in named:
            if found.employer.pk is None:
                new.setdefault(id(found), (row, found))
        for row, found in new.values():
            employer = found.employer
            employer.ubn, employer.name = self._ubn(row), self._name(row)
            employer.sector = row.values.get(self.sector_column) or Employer.Sector.PRIVATE
            employer.matched_by_name = not employer.ubn
            employer.keep_keys()
        self._adopt([found for _row, found in new.values()])
        fresh = [(row, found) for row, found in new.values() if found.employer.pk is None]
        Employer.objects.bulk_create([found.employer for _row, found in fresh], batch_size=BATCH)
        record_many(act, (Entry("created", found.employer, {}, row.number) for row, found in fresh))
        for _row, found in fresh:
            found.saved_ubn = found.employer.ubn

    def _adopt(self, candidates: Sequence[Candidate]) -> None:
        """Somebody may have entered one of them since it was looked for."""
        if not candidates:
            return
        present = Register()
        for start in range(0, len(candidates), BATCH):
            batch = candidates[start : start + BATCH]
            present.learn({found.employer.ubn for found in batch}, {found.employer.name for found in batch})
        for found in candidates:
            try:
                same = present.match(found.employer.ubn, found.employer.name).candidate
            except Refused:
                continue
            if same.employer.pk is not None:
                vars(found.employer).update(vars(same.employer))
                found.saved_ubn, found.saved_aliases = same.saved_ubn, same.saved_aliases

    def _complete(self, named: Iterable[tuple[Row, Candidate]], act: Act) -> None:
        """Writes the numbers and the other names that these rows give."""
        given: dict[int, Given] = {}
        for row, found in named:
            ubn = "" if found.saved_ubn else self._ubn(row)
            key = matching_key(self._name(row))
            names = {key: self._name(row)} if key and key not in found.saved_keys else {}
            if ubn or names:
                new = given.setdefault(found.employer.pk, Given(row, found, ubn))
                new.ubn = new.ubn or ubn
                new.names = names | new.names
        if not given:
            return
        locked = Employer.objects.select_for_update().in_bulk(list(given))
        record_many(act, [new.put_on(locked[pk]) for pk, new in given.items()])
        Employer.objects.bulk_update(locked.values(), ["ubn", "version", "changed_at"], batch_size=BATCH)
        EmployerAlias.objects.bulk_create(
            (
                EmployerAlias(employer_id=pk, name=name, name_key=key, since=today(), import_id=act.import_id)
                for pk, new in given.items()
                for key, name in new.names.items()
            ),
            batch_size=BATCH,
        )

    def _mark(self, pks: set[int]) -> None:
        """A mark that follows from the links, so it leaves no history and no new version."""
        for start in range(0, len(ordered := sorted(pks)), BATCH):
            batch = ordered[start : start + BATCH]
            Employer.objects.filter(pk__in=batch, matched_by_name=False).update(matched_by_name=True)


def _other_name(found: Candidate, name: str) -> str:
    return _("“{name}” is not how {ubn} is registered ({registered}): it is kept as another name of it.").format(
        name=echo(name), ubn=found.ubn, registered=found.employer.name
    )
