from django.utils.translation import gettext_lazy as _

from laborportal.annualreport import units
from laborportal.annualreport.declarations import Figure, register

register(
    [
        Figure(
            code="training.classes",
            label=_("Vocational training classes"),
            unit=units.CLASSES,
            dataset="training_classes",
            filter={"kind": ["in_house", "public_contract", "fund_contract"]},
        ),
        Figure(
            code="training.trainees",
            label=_("Trainees"),
            unit=units.PERSONS,
            dataset="enrolments",
            filter={"class_kind": ["in_house", "public_contract", "fund_contract"]},
        ),
        Figure(
            code="training.coop_classes",
            label=_("Industry-academia classes"),
            unit=units.CLASSES,
            dataset="training_classes",
            filter={"kind": "industry_academia"},
        ),
        Figure(
            code="training.coop_trainees",
            label=_("Industry-academia trainees"),
            unit=units.PERSONS,
            dataset="enrolments",
            filter={"class_kind": "industry_academia"},
        ),
        Figure(
            code="training.exam_batches",
            label=_("Skill-certification exam batches"),
            unit=units.BATCHES,
            dataset="exam_results",
            measure="distinct:batch",
        ),
        Figure(
            code="training.exam_certified",
            label=_("Trainees certified"),
            unit=units.TRAINEES,
            dataset="exam_results",
            filter={"theory": "pass", "practice": "pass"},
        ),
        Figure(
            code="training.assessments",
            label=_("Online competency assessments"),
            unit=units.PERSONS,
            dataset="career_services",
            filter={"kind": "assessment"},
            measure="sum:persons",
        ),
        Figure(
            code="training.assessment_database",
            label=_("Assessment database, cumulative"),
            unit=units.PERSONS,
            dataset="career_services",
            filter={"kind": "assessment", "served_on_to": "{last_day}"},
            measure="sum:persons",
        ),
        Figure(
            code="training.counselling_talks",
            label=_("Career talks"),
            unit=units.SESSIONS,
            dataset="activities",
            filter={"series": "career_talk"},
            measure="sum:sessions",
        ),
        Figure(
            code="training.counselling_attendance",
            label=_("Career-talk attendance"),
            unit=units.PERSONS,
            dataset="activities",
            filter={"series": "career_talk"},
            measure="sum:attendance",
        ),
        Figure(
            code="training.individual_counselling",
            label=_("Individual career counselling"),
            unit=units.PERSONS,
            dataset="career_services",
            filter={"kind": "counselling"},
            measure="sum:persons",
        ),
        Figure(
            code="training.employment_rate",
            label=_("Employment rate after training"),
            unit=units.PERCENT,
            decimals=2,
            dataset="enrolments",
            filter={"status": ["completed", "early_employed"]},
            measure="named:employment_rate",
        ),
    ]
)
