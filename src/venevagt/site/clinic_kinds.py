"""What is shown of a clinic, and when it has not been looked at for long."""

from datetime import date, timedelta

from venevagt.care.clinic import Clinic
from venevagt.care.clinic_words import RECORD
from venevagt.knowledge.directory import FactKind
from venevagt.knowledge.model import Model


def known_kinds(model: Model) -> dict[str, FactKind]:
    """What a page shows of each clinic."""
    return {name: kind for name, kind in model.recovery.directory.facts.items() if name != RECORD}


def is_old(model: Model, clinic: Clinic, on: date) -> bool:
    """Whether nobody has looked for long whether a clinic is still there."""
    return clinic.checked_on + timedelta(model.recovery.directory.facts[RECORD].unknown_after_days) < on
