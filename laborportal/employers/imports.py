"""The register's own rows: here a name is the name, and a new one under a known number renames."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from laborportal.audit.recording import Act, Change, Entry, record_many
from laborportal.employers.columns import COLUMNS
from laborportal.employers.models import Employer, EmployerAlias, matching_key
from laborportal.employers.register import Match, Refused, Register, former_number
from laborportal.exports.columns import CellError, Column, refuse_in_key
from laborportal.imports.loading import BATCH, Identity, Loader, Update
from laborportal.imports.models import ImportRun
from laborportal.imports.rows import Row, link_identity
from laborportal.imports.undoing import register_undo
from laborportal.rocyear.dates import today

ITSELF = "itself"
TENFOLD = 10


class EmployerLoader(Loader[Employer]):
    """A row with a number is the employer of that number, one without is the employer that goes by its name."""

    model = Employer
    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    key = ("ubn",)
    children = ("aliases",)
    stays_when_used = True

    def __init__(self) -> None:
        super().__init__()
        self.register = Register()

    def resolve(self, rows: Sequence[Row]) -> None:
        named = [row for row in rows if row.values.get("name") and not row.failed("ubn")]
        self.register.learn({row.values.get("ubn", "") for row in named}, {row.values["name"] for row in named})
        for row in named:
            try:
                self._resolve(row)
            except CellError as error:
                row.error("name", str(error))
            except Refused as error:
                row.error(error.about, str(error))

    def _resolve(self, row: Row) -> None:
        ubn, name = row.values.get("ubn", ""), row.values["name"]
        refuse_in_key(name)
        if self.edited is not None:
            return self._resolve_edited(row, self.edited, ubn)
        found = self.register.match(ubn, name)
        row.links[ITSELF] = found.candidate.employer
        if found.by_former_number:
            row.warn("ubn", former_number(ubn, found.candidate.employer))
            row.values |= {"ubn": found.candidate.ubn, "name": found.candidate.employer.name}
        elif found.by_name_alone:
            self._keep_what_is_registered(row, found)
        elif not found.candidate.goes_by(name):
            self.register.add_name(found.candidate, name)
        return None

    def _resolve_edited(self, row: Row, employer: Employer, ubn: str) -> None:
        """Whom a form edits is known; only its number can be somebody else's."""
        holder = self.register.holder(ubn)
        if holder is not None and holder.pk != employer.pk:
            raise Refused("ubn", _("The number {ubn} belongs to {name}.").format(ubn=ubn, name=holder.name))
        row.links[ITSELF] = employer
        if not ubn:
            row.values["ubn"] = employer.ubn

    def _keep_what_is_registered(self, row: Row, found: Match) -> None:
        employer = found.candidate.employer
        if employer.pk is not None:
            row.values["ubn"] = found.candidate.ubn
        if matching_key(row.values["name"]) != employer.name_key:
            row.values["name"] = employer.name

    def identity_of_row(self, row: Row) -> Identity | None:
        return (link_identity(row.links[ITSELF]),) if ITSELF in row.links else None

    def identity_of_record(self, record: Employer) -> Identity:
        return (record.pk,)

    def existing(self, rows: Sequence[Row]) -> dict[Identity, Employer]:
        known = [row.links[ITSELF] for row in rows if ITSELF in row.links]
        return {(employer.pk,): employer for employer in known if employer.pk is not None}

    def check_change(self, row: Row, record: Employer) -> None:
        before, after = record.employees, row.values.get("employees")
        if before is None or after is None:
            return
        if max(before, after) >= TENFOLD * max(min(before, after), 1):
            row.warn("employees", _("The headcount was {before}, ten times off: check it.").format(before=before))

    def changes(self, row: Row, record: Employer) -> dict[str, Change]:
        found = super().changes(row, record)
        if "name" in found and matching_key(row.values["name"]) != record.name_key:
            before = record.alias_names
            found["aliases"] = (before, renamed(before, record.name, row.values["name"]))
        return found

    def update(self, updates: Sequence[Update[Employer]], act: Act) -> None:
        super().update(updates, act)
        set_aliases({record: found["aliases"][1] for record, _row, found in updates if "aliases" in found}, act)

    def restore(self, undone: Sequence[tuple[Employer, Mapping[str, Change]]], act: Act) -> None:
        super().restore(undone, act)
        set_aliases({record: changes["aliases"][0] for record, changes in undone if "aliases" in changes}, act)


def renamed(aliases: Sequence[str], old: str, new: str) -> list[str]:
    """The aliases of an employer called *old* once it is called *new*."""
    return [*(alias for alias in aliases if matching_key(alias) != matching_key(new)), old]


def set_aliases(wanted: Mapping[Employer, Sequence[str]], act: Act) -> None:
    """Makes *wanted* the standing aliases of each employer; one that was voided before stands again."""
    now = timezone.now()
    kept: dict[tuple[int, str], EmployerAlias] = {}
    for alias in EmployerAlias.objects.filter(employer__in=wanted).order_by("pk"):
        kept[alias.employer_id, alias.name_key] = alias
    new = []
    keys = {(employer.pk, matching_key(name)): name for employer, names in wanted.items() for name in names}
    for place, name in keys.items():
        if place in kept:
            kept[place].voided_at = None
        else:
            pk, key = place
            new.append(EmployerAlias(employer_id=pk, name=name, name_key=key, since=today(), import_id=act.import_id))
    for place in kept.keys() - keys.keys():
        kept[place].voided_at = kept[place].voided_at or now
    EmployerAlias.objects.bulk_update(kept.values(), ["voided_at"], batch_size=BATCH)
    EmployerAlias.objects.bulk_create(new, batch_size=BATCH)


@register_undo
def take_back_aliases(run: ImportRun, act: Act) -> None:
    """Those that the import gave to employers that stay, because it created them and others use them by now."""
    given = EmployerAlias.objects.standing().filter(import_id=run.pk, employer__voided_at__isnull=True)
    pks = set(given.values_list("employer_id", flat=True))
    employers = Employer.objects.select_for_update().filter(pk__in=pks).prefetch_related("aliases")
    wanted, entries = {}, []
    for employer in employers:
        before = employer.alias_names
        wanted[employer] = [alias.name for alias in employer.aliases.all() if _stays(alias, run)]
        employer.version += 1
        employer.changed_at = timezone.now()
        entries.append(Entry("changed", employer, {"aliases": (before, wanted[employer])}))
    Employer.objects.bulk_update(wanted, ["version", "changed_at"], batch_size=BATCH)
    set_aliases(wanted, act)
    record_many(act, entries)


def _stays(alias: EmployerAlias, run: ImportRun) -> bool:
    return alias.voided_at is None and alias.import_id != run.pk
