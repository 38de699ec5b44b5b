"""Official papers group digits in threes (公文書橫式書寫數字使用原則)."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
