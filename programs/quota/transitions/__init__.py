from programs.quota.transitions.justifications import JUSTIFICATION_PROCESS
from programs.quota.transitions.notices import NOTICE_PROCESS
from programs.quota.transitions.penalties import PENALTY_PROCESS
from programs.quota.transitions.publication import LIST_PROCESS

__all__ = ["JUSTIFICATION_PROCESS", "LIST_PROCESS", "NOTICE_PROCESS", "PENALTY_PROCESS"]
