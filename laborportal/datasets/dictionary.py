"""The data dictionary: what the declarations say of themselves, as one page for people who write files for us."""

from collections.abc import Iterable, Iterator

from django.utils import translation

from laborportal.datasets.declaration import Dataset, Text
from laborportal.exports.columns import (
    CodeColumn,
    CodesColumn,
    Column,
    DateColumn,
    IntegerColumn,
    ListedColumn,
    MonthColumn,
    ScoreColumn,
    TextColumn,
    UbnColumn,
    YearColumn,
    YesNoColumn,
)

HEAD = """# Data dictionary

Made by `python manage.py data_dictionary --output docs/data-dictionary.md` from the declarations of the datasets;
a test fails when it is not of today. Files are read under the English column names or the Chinese labels, cells with
codes or with their labels. A column marked *derived* is exported and ignored on import.
"""
# The first that fits says what a cell holds, so the special ones stand before the general ones.
KINDS: tuple[tuple[type[Column], str], ...] = (
    (ListedColumn, "code of a row that an administrator may add"),
    (CodesColumn, "codes joined by `;`"),
    (CodeColumn, "code"),
    (MonthColumn, "month"),
    (DateColumn, "date"),
    (YearColumn, "ROC year"),
    (IntegerColumn, "whole number"),
    (ScoreColumn, "score, 0 to 100, one decimal"),
    (YesNoColumn, "yes or no"),
    (UbnColumn, "business number, 8 digits"),
    (TextColumn, "text"),
)


def dictionary(datasets: Iterable[Dataset]) -> str:
    return "\n".join([HEAD, *("\n".join(section(dataset)) for dataset in datasets)])


def section(dataset: Dataset) -> Iterator[str]:
    yield f"## `{dataset.name}`: {chinese(dataset.label)}, {english(dataset.label)}\n"
    year = f"`{dataset.year}` puts a record in a year" if dataset.year else "no year"
    yield f"Key: {', '.join(f'`{name}`' for name in dataset.key)}; {year}; counted in {chinese(dataset.unit)}.\n"
    yield "| column | 欄位 | in English | holds | may be blank | codes | note |"
    yield "|---|---|---|---|---|---|---|"
    yield from (line(column) for column in dataset.columns)
    others = sorted(set(dataset.all_conditions) - set(dataset.column))
    yield f"\nFilters beside the columns: {', '.join(f'`{name}`' for name in others)}."
    measures = ", ".join(f"`named:{name}`" for name in dataset.measures)
    yield f"Named measures: {measures}.\n" if measures else ""


def line(column: Column) -> str:
    blank = "derived" if column.derived else "no" if column.required else "yes"
    cells = [f"`{column.name}`", chinese(column.label), english(column.label), holds(column), blank]
    return f"| {' | '.join([*cells, codes(column), english(column.help)])} |"


def holds(column: Column) -> str:
    kind = next((words for of, words in KINDS if isinstance(column, of)), "text")
    if type(column) is TextColumn:
        return f"{kind}, up to {column.max_length} characters"
    return kind


def codes(column: Column) -> str:
    if not isinstance(column, CodeColumn):
        return ""
    return ", ".join(f"`{code}` {chinese(label)}" for code, label in column.choices)


def chinese(text: Text) -> str:
    with translation.override("zh-hant"):
        return str(text)


def english(text: Text) -> str:
    with translation.override("en"):
        return str(text)
