"""The five kinds of records of training keep what every dataset keeps."""

from tests.contracts import DatasetContract, Defect
from tests.factories.training import TrainingClassFactory

CLASS = {
    "code": "112-自-001",
    "name": "室內配線技術班",
    "kind": "in_house",
    "starts_on": "2023-03-01",
    "ends_on": "2023-06-30",
    "capacity": "30",
    "provider": "台北青楓職業訓練中心",
}
ENROLMENT = {"class": "112-自-001", "trainee": "T00001", "status": "completed", "employed": "yes", "relief_job": "no"}
APPLICANT = {"class": "112-自-001", "applicant": "A00001", "applied_on": "2023-02-01", "standing": "waiting"}
EXAM = {
    "batch": "112-1",
    "held_on": "2023-07-15",
    "trainee": "T00001",
    "trade": "室內配線",
    "level": "丙級",
    "theory": "pass",
    "practice": "fail",
}
SERVICE = {"number": "112-評-001", "kind": "assessment", "served_on": "2023-05-05", "persons": "1200"}


def make_classes() -> None:
    TrainingClassFactory.create(code="112-自-001", name="台灣菜技術班", capacity=3)
    TrainingClassFactory.create(code="112-產-001", kind="industry_academia")
    TrainingClassFactory.create(code="113-自-001", starts_on="2024-01-01", ends_on="2024-06-30")


class TestTrainingClasses(DatasetContract):
    name = "training_classes"
    rows = (
        CLASS,
        {**CLASS, "code": "112-產-001", "kind": "industry_academia", "capacity": "0", "provider": ""},
        {**CLASS, "code": "113-公-001", "name": "烘焙班", "kind": "public_contract", "provider": "澄湖學苑"}
        | {"starts_on": "2024-01-01", "ends_on": "2024-01-01"},
    )
    change = {"name": "工業配線技術班", "capacity": "25", "ends_on": "2023-07-31", "provider": ""}
    found_by = ("112-自", "臺北青楓 112-自")
    defects = (
        Defect({"code": ""}, "code"),
        Defect({"code": "甲|乙"}, "code"),
        Defect({"name": ""}, "name"),
        Defect({"kind": "evening"}, "kind", "evening"),
        Defect({"starts_on": "1120230"}, "starts_on"),
        Defect({"ends_on": "2023-02-28"}, "ends_on", "112.02.28"),
        Defect({"ends_on": "104.9.31"}, "ends_on"),
        Defect({"capacity": "-1"}, "capacity"),
        Defect({"capacity": "三十"}, "capacity"),
    )
    oddities = (Defect({"starts_on": "2099-01-01", "ends_on": "2099-12-31"}, "starts_on"),)


class TestEnrolments(DatasetContract):
    name = "enrolments"
    rows = (
        ENROLMENT,
        {**ENROLMENT, "class": "112-產-001", "status": "early_employed", "employed": "", "relief_job": ""},
        {**ENROLMENT, "class": "113-自-001", "trainee": "T00002", "status": "left", "employed": "no"},
    )
    change = {"status": "early_employed", "employed": "", "relief_job": "yes"}
    found_by = ("112-自", "t00001 112-自", "臺灣菜")
    defects = (
        Defect({"class": ""}, "class"),
        Defect({"class": "112-自-999"}, "class", "112-自-999"),
        Defect({"trainee": ""}, "trainee"),
        Defect({"trainee": "甲|乙"}, "trainee"),
        Defect({"status": ""}, "status"),
        Defect({"status": "graduated"}, "status", "graduated"),
        Defect({"employed": "maybe"}, "employed", "maybe"),
        Defect({"relief_job": "2"}, "relief_job"),
    )
    oddities = (
        Defect({"employed": "no", "relief_job": "yes"}, "relief_job"),
        Defect({"trainee": "ａ123456789"}, "trainee"),
        Defect({"status": "left"}, "employed"),
        Defect({"status": "early_employed", "employed": "no"}, "employed"),
    )

    def prepare(self) -> None:
        make_classes()


class TestTrainingApplicants(DatasetContract):
    name = "training_applicants"
    rows = (
        APPLICANT,
        {**APPLICANT, "class": "112-產-001", "standing": "applied"},
        {**APPLICANT, "class": "113-自-001", "applicant": "A00002", "standing": "not_admitted"},
    )
    change = {"applied_on": "2023-02-03", "standing": "withdrawn"}
    found_by = ("112-自", "a00001 臺灣菜")
    defects = (
        Defect({"class": "112-自-999"}, "class", "112-自-999"),
        Defect({"applicant": ""}, "applicant"),
        Defect({"applied_on": "112.2.30"}, "applied_on"),
        Defect({"standing": "maybe"}, "standing", "maybe"),
        Defect({"standing": "admitted"}, "standing"),
    )
    oddities = (Defect({"applied_on": "2099-01-01"}, "applied_on"),)

    def prepare(self) -> None:
        make_classes()


class TestExamResults(DatasetContract):
    name = "exam_results"
    rows = (
        EXAM,
        {**EXAM, "trainee": "T00002", "theory": "fail"},
        {**EXAM, "batch": "113-1", "held_on": "2024-01-01", "trade": "烘焙食品", "level": "乙級", "practice": "pass"},
    )
    change = {"level": "乙級", "practice": "pass", "held_on": "2023-07-16"}
    found_by = ("112-1 t00001",)
    defects = (
        Defect({"batch": ""}, "batch"),
        Defect({"batch": "甲|乙"}, "batch"),
        Defect({"held_on": "112年13月1日"}, "held_on"),
        Defect({"trainee": ""}, "trainee"),
        Defect({"trade": ""}, "trade"),
        Defect({"level": ""}, "level"),
        Defect({"theory": "80"}, "theory", "80"),
        Defect({"practice": ""}, "practice"),
    )
    oddities = (Defect({"held_on": "2099-01-01"}, "held_on"),)


class TestCareerServices(DatasetContract):
    name = "career_services"
    rows = (
        SERVICE,
        {**SERVICE, "number": "112-諮-001", "kind": "counselling", "persons": "0"},
        {**SERVICE, "number": "113-評-001", "served_on": "2023-12-31"},
    )
    change = {"persons": "1201", "served_on": "2024-01-01"}
    found_by = ("112-評",)
    defects = (
        Defect({"number": ""}, "number"),
        Defect({"number": "甲\t乙"}, "number"),
        Defect({"kind": "talk"}, "kind", "talk"),
        Defect({"served_on": "112/2/29"}, "served_on"),
        Defect({"persons": ""}, "persons"),
        Defect({"persons": "1.5"}, "persons"),
    )
    oddities = (Defect({"served_on": "2099-01-01"}, "served_on"),)
