"""Terms and fines that the law gives to inspections, each with its provision and since when it holds."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from laborportal.parameters.declarations import Initial, Parameter, register

DAYS = _("days")
NEW_TAIWAN_DOLLARS = _("NT$")
INSPECTION_ACT = date(1993, 2, 3)
"""The whole of the Labor Inspection Act as it numbers its articles today came into force on that day."""

NOTICE = register(
    Parameter(
        code="inspection_notice_days",
        label=_("Result notice of an inspection, within"),
        unit=DAYS,
        explanation=_("From the inspection to the written notice, where it found violations."),
        initial=(Initial(valid_from=INSPECTION_ACT, value="10", citation="勞動檢查法第25條第1項"),),
    )
)
POSTING = register(
    Parameter(
        code="inspection_posting_days",
        label=_("Posting of a result notice on site, at least"),
        unit=DAYS,
        explanation=_("The employer posts it where everybody at the workplace sees it."),
        initial=(Initial(valid_from=INSPECTION_ACT, value="7", citation="勞動檢查法第25條第2項"),),
    )
)
OBJECTION = register(
    Parameter(
        code="inspection_objection_days",
        label=_("Objection to a result notice, within"),
        unit=DAYS,
        explanation=_("From the day after service; the term for correction goes on while it is looked into."),
        initial=(Initial(valid_from=INSPECTION_ACT, value="10", citation="勞動檢查法施行細則第21條"),),
    )
)
REPLY_UNDER_THE_INSPECTION_ACT = register(
    Parameter(
        code="complaint_reply_days_inspection",
        label=_("Answer to a complainant under the Labor Inspection Act, within"),
        unit=DAYS,
        initial=(Initial(valid_from=INSPECTION_ACT, value="14", citation="勞動檢查法第33條第3項"),),
    )
)
REPLY_UNDER_THE_STANDARDS_ACT = register(
    Parameter(
        code="complaint_reply_days_standards",
        label=_("Answer to a complainant under the Labor Standards Act, within"),
        unit=DAYS,
        initial=(Initial(valid_from=date(2016, 12, 23), value="60", citation="勞動基準法第74條第4項"),),
    )
)
FULL_STOP = register(
    Parameter(
        code="full_stop_days",
        label=_("Longest stop of a whole site without approval of the ministry"),
        unit=DAYS,
        initial=(Initial(valid_from=INSPECTION_ACT, value="7", citation="勞動檢查法施行細則第33條"),),
    )
)
PENALTY_LIMIT = register(
    Parameter(
        code="penalty_limit_years",
        label=_("Longest time from the end of an act to its fine"),
        unit=_("years"),
        explanation=_("Where the act was referred to the prosecutor, from the end of the criminal case."),
        initial=(Initial(valid_from=date(2006, 2, 5), value="3", citation="行政罰法第27條"),),
    )
)
ACCIDENT_REPORT = register(
    Parameter(
        code="accident_report_hours",
        label=_("Report of an accident by the employer, within"),
        unit=_("hours"),
        explanation=_("From when the employer knew or could have known of it (Enforcement Rules, article 47)."),
        initial=(Initial(valid_from=date(2014, 7, 3), value="8", citation="職業安全衛生法第37條第2項"),),
    )
)

FINES_OF_SAFETY = date(2014, 7, 3)
FINES_OF_STANDARDS = date(2016, 12, 23)
NOT_IN_FORCE = "114年12月19日修正公布之罰鍰額度，施行日期由行政院定之；施行日期公告後另登錄新值"

LOWEST_FINE = {
    "occupational_safety": register(
        Parameter(
            code="fine_lowest_safety",
            label=_("Lowest fine under the Occupational Safety and Health Act"),
            unit=NEW_TAIWAN_DOLLARS,
            initial=(
                Initial(
                    valid_from=FINES_OF_SAFETY,
                    value="30000",
                    citation="職業安全衛生法第43條、第45條",
                    note=NOT_IN_FORCE,
                ),
            ),
        )
    ),
    "labour_standards": register(
        Parameter(
            code="fine_lowest_standards",
            label=_("Lowest fine under the Labor Standards Act"),
            unit=NEW_TAIWAN_DOLLARS,
            initial=(Initial(valid_from=FINES_OF_STANDARDS, value="20000", citation="勞動基準法第78條至第80條"),),
        )
    ),
}
HIGHEST_FINE = {
    "occupational_safety": register(
        Parameter(
            code="fine_highest_safety",
            label=_("Highest fine under the Occupational Safety and Health Act"),
            unit=NEW_TAIWAN_DOLLARS,
            initial=(
                Initial(
                    valid_from=FINES_OF_SAFETY,
                    value="300000",
                    citation="職業安全衛生法第43條",
                    note=NOT_IN_FORCE,
                ),
            ),
        )
    ),
    "labour_standards": register(
        Parameter(
            code="fine_highest_standards",
            label=_("Highest fine under the Labor Standards Act"),
            unit=NEW_TAIWAN_DOLLARS,
            initial=(
                Initial(
                    valid_from=FINES_OF_STANDARDS,
                    value="1500000",
                    citation="勞動基準法第78條、第79條",
                    note="第79條第1項各款得依事業規模、違反人數或情節，加重至法定罰鍰最高額二分之一",
                ),
            ),
        )
    ),
}
