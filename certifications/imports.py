"""How rows become applications: those of a file with what was decided elsewhere, those of the form as proposals."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certifications.awards import Award
from certifications.columns import COLUMNS, FORM_COLUMNS
from certifications.models import Application, ApplicationAward, AwardLevel, Round, Scheme
from certifications.rounds import like, missing_level
from certifications.states import AWARDS_OF, AwardCode, Outcome, SchemeCode
from laborportal.audit.recording import Act, Change, record
from laborportal.cases.numbers import take_numbers
from laborportal.employers.references import EmployerReference
from laborportal.exports.columns import Column
from laborportal.imports.charge import InChargeLoader
from laborportal.imports.loading import BATCH, Loader
from laborportal.imports.references import Reference
from laborportal.imports.rows import Row
from laborportal.rocyear.dates import to_roc

Writes = Sequence[tuple[Application, Mapping[str, Any]]]


class RoundReference:
    """The round of a scheme and year; one of a year nobody has set up is made like the scheme's nearest round."""

    field = "round"
    columns: tuple[str, ...] = ("scheme", "year")

    def __init__(self) -> None:
        self._rounds: dict[tuple[str, int], Round] = {}
        self._neighbours: dict[tuple[str, int], Round | None] = {}
        self._schemes: dict[str, Scheme] = {}

    def resolve(self, rows: Sequence[Row]) -> None:
        named = [row for row in rows if all(column in row.values for column in self.columns)]
        if named and not self._schemes:
            self._learn()
        for row in named:
            key = (row.values["scheme"], row.values["year"])
            if key not in self._rounds:
                self._new(*key)
                row.warn("year", _("There is no round of this year yet: it is made like the one next to it."))
            row.links[self.field] = self._rounds[key]

    def _learn(self) -> None:
        """There is one round a year: all of them are few."""
        self._schemes = {scheme.code: scheme for scheme in Scheme.objects.all()}
        for found in Round.objects.select_related("scheme").prefetch_related("levels"):
            self._rounds[found.scheme.code, found.year] = found

    def _new(self, scheme: str, year: int) -> None:
        years = [known for code, known in self._rounds if code == scheme and (code, known) not in self._neighbours]
        nearest = min(years, key=lambda known: (known > year, abs(known - year)), default=None)
        self._neighbours[scheme, year] = None if nearest is None else self._rounds[scheme, nearest]
        self._rounds[scheme, year] = Round(scheme=self._schemes[scheme], year=year)

    def levels(self, found: Round) -> list[AwardLevel]:
        if found.pk is not None:
            return list(found.levels.all())
        return like(found, self._neighbours[found.scheme.code, found.year])

    def write(self, rows: Sequence[Row], act: Act) -> None:
        for row in rows:
            found = row.links.get(self.field)
            if found is not None and found.pk is None:
                levels = self.levels(found)
                found.save()
                AwardLevel.objects.bulk_create(levels)
                # Outside the import: the round stays when the import is taken back.
                record(Act(act.actor, _("Made for an application of that year.")), "created", found)


class ApplicationLoader(Loader[Application]):
    model = Application
    columns: ClassVar[tuple[Column, ...]] = COLUMNS
    key = ("scheme", "year", "employer")
    related = ("round__scheme", "employer")
    children = ("awards",)
    outcome_column, awards_column = "outcome", "awards"

    def make_references(self) -> tuple[Reference, ...]:
        self.rounds = RoundReference()
        self.numbers: dict[int, str] = {}
        return (self.rounds, EmployerReference(sector_column=""))

    # Rules over several columns

    def check(self, row: Row) -> None:
        awards: tuple[Award, ...] = row.get(self.awards_column) or ()
        if awards and not row.failed(self.outcome_column):
            self._check_outcome(row)
        if awards and row.get("scheme"):
            self._check_awards(row, awards)
        self._check_date(row)

    def _check_outcome(self, row: Row) -> None:
        if row.get(self.outcome_column) != Outcome.AWARDED:
            row.error(
                self.awards_column,
                _("Awards only go with the outcome “awarded”: correct the outcome, or take the awards out."),
            )

    def _check_awards(self, row: Row, awards: Sequence[Award]) -> None:
        scheme = SchemeCode(row.get("scheme"))
        foreign = [award for award in awards if award.code not in AWARDS_OF[scheme]]
        if foreign:
            words = pgettext("between the items of a list", ", ").join(
                str(AwardCode(award.code).label) for award in foreign
            )
            row.error(
                self.awards_column,
                _("{awards} is an award of the other scheme: take it out, or correct the scheme.").format(awards=words),
            )
        elif row.links.get("round") is not None:
            self._check_levels(row, awards, {level.code: level for level in self.rounds.levels(row.links["round"])})

    def _check_levels(self, row: Row, awards: Sequence[Award], levels: Mapping[str, AwardLevel]) -> None:
        codes = list(dict.fromkeys(award.code for award in awards))
        groups = [levels[code].exclusive_group for code in codes if code in levels and levels[code].exclusive_group]
        if len(groups) != len(set(groups)):
            row.warn(self.awards_column, _("An applicant usually holds only one of these awards: check them."))
        for code in codes:
            if code not in levels:
                row.warn(
                    self.awards_column,
                    _("This round has not given “{award}” so far: it is added to its awards.").format(
                        award=AwardCode(code).label
                    ),
                )
            elif (floor := levels[code].threshold) and (score := row.get("score")) is not None and score < floor:
                row.warn(
                    "score",
                    _("“{award}” is given from {floor} points: check the score.").format(
                        award=levels[code], floor=f"{floor.normalize():f}"
                    ),
                )

    def _check_date(self, row: Row) -> None:
        applied_on, year = row.get("applied_on"), row.get("year")
        if applied_on and year and to_roc(applied_on.year) != year:
            row.warn("applied_on", _("The date lies outside the year of the round: check it."))

    # Writing

    def defaults(self, row: Row) -> dict[str, Any]:
        found = row.links.get("round")
        return {"unit_id": found.scheme.unit_id if found else None, "number": self.numbers.get(id(row), "")}

    def create(self, rows: Sequence[Row], act: Act) -> list[Application]:
        series: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in rows:
            found = row.links["round"]
            series[found.scheme.number_prefix, found.year].append(row)
        for (prefix, year), of_series in sorted(series.items(), key=lambda item: item[0]):
            numbers = take_numbers(prefix, year, len(of_series))
            self.numbers.update({id(row): number for row, number in zip(of_series, numbers, strict=True)})
        return super().create(rows, act)

    def child_state(self, record: Application) -> dict[str, Any]:
        return {"awards": record.decided_awards}

    def changes(self, row: Row, record: Application) -> dict[str, Change]:
        """An outcome that a file brings settles the state too."""
        found = super().changes(row, record)
        if "outcome" in found:
            after = Application(state=record.state, outcome=row.values["outcome"])
            after.keep_keys()
            if after.state != record.state:
                found["state"] = (record.state, after.state)
        return found

    def save_children(self, writes: Writes, act: Act) -> None:
        wanted = {record.pk: (record, set(values["awards"])) for record, values in writes if "awards" in values}
        self._drop(wanted)
        levels = self._levels([record for record, awards in wanted.values() if awards])
        ApplicationAward.objects.bulk_create(
            (
                ApplicationAward(
                    application=record, level=self._level(levels, record.round, award.code), title=award.title
                )
                for record, awards in wanted.values()
                for award in sorted(awards)
            ),
            batch_size=BATCH,
        )

    def _drop(self, wanted: Mapping[int, tuple[Application, set[Award]]]) -> None:
        """Takes away what is held and not wanted, and out of *wanted* what is held already."""
        gone = []
        held = ApplicationAward.objects.filter(application__in=wanted)
        for award in held:
            _record, awards = wanted[award.application_id]
            same = Award(award.level.code, award.title)
            if same in awards:
                awards.remove(same)
            else:
                gone.append(award.pk)
        ApplicationAward.objects.filter(pk__in=gone).delete()

    def _levels(self, records: Sequence[Application]) -> dict[tuple[int, str], AwardLevel]:
        found = AwardLevel.objects.filter(round__in={record.round_id for record in records})
        return {(level.round_id, level.code): level for level in found}

    def _level(self, levels: dict[tuple[int, str], AwardLevel], found: Round, code: str) -> AwardLevel:
        if (found.pk, code) not in levels:
            levels[found.pk, code] = missing_level(found, code)
            levels[found.pk, code].save()
        return levels[found.pk, code]


class ProposalLoader(InChargeLoader[Application], ApplicationLoader):
    """The form: what is typed as outcome and awards waits for an approval."""

    columns = FORM_COLUMNS
    outcome_column, awards_column = "proposed_outcome", "proposed_awards"

    def check_change(self, row: Row, record: Application) -> None:
        found = row.links.get("round")
        if found is not None and found.pk != record.round_id:
            row.error(
                "year",
                _("The case number {number} belongs to its round: void this case and enter a new one.").format(
                    number=record.number
                ),
            )

    def child_state(self, record: Application) -> dict[str, Any]:
        return {}
