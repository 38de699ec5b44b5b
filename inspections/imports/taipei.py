"""`taipei_violation_list`: both lists of the city. It decides its own penalties, so its word is the last."""

from inspections.imports.published import PublishedViolationList


class TaipeiViolationList(PublishedViolationList):
    name = "taipei_violation_list"
    has_last_word = True
