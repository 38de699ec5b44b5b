"""Years and codes as they stand in addresses."""

from laborportal.annualreport.formula import CODE


class YearConverter:
    """A ROC year, 1 to 999."""

    regex = "[1-9][0-9]{0,2}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class CodeConverter:
    regex = CODE

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
