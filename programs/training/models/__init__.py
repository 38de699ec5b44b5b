from programs.training.models.applicants import Applicant
from programs.training.models.career import CareerService
from programs.training.models.classes import Enrolment, TrainingClass
from programs.training.models.exams import ExamResult
from programs.training.models.findings import EmploymentFinding

__all__ = ["Applicant", "CareerService", "EmploymentFinding", "Enrolment", "ExamResult", "TrainingClass"]
