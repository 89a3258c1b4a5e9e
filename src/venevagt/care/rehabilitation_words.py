"""The state of the rehabilitation in words: why something is closed, and what a clearance says."""

from collections.abc import Iterable
from datetime import date

from venevagt.care.clearance import Held
from venevagt.care.rehabilitation import Reason
from venevagt.care.signature import fingerprint
from venevagt.care.words import filled
from venevagt.knowledge.model import Model


def day_shown(model: Model, language: str, day: date) -> str:
    """A day as people write it."""
    words = model.texts[language].rehabilitation
    month = words["months"].split()[day.month - 1]
    return filled(words["date_form"], day=day.day, month=month, year=day.year)


def label(model: Model, language: str, name: str) -> str:
    """What a sign, a finding, a check, a stage or an urgency is called."""
    texts = model.texts[language]
    for key in (f"stopped_{name}", f"stage_{name}"):
        if key in texts.rehabilitation:
            return texts.rehabilitation[key]
    if name in texts.findings:
        return texts.findings[name].label
    found = texts.rehabilitation.get(f"check_{name}")
    if found is not None:
        return found
    return next((own.name for urgency, own in texts.urgencies.items() if urgency == name), name)


def asked(model: Model, language: str, name: str) -> str:
    """A question of the day as it is put: of a stop sign, a check or a finding."""
    texts = model.texts[language]
    own = texts.rehabilitation.get(f"stop_{name}") or texts.rehabilitation.get(f"check_{name}")
    return own or texts.findings[name].question


def reason_shown(model: Model, language: str, reason: Reason) -> str:
    """A reason as one sentence."""
    words = model.texts[language].rehabilitation
    put = asked if reason.why in ("not_sure", "does_not_hold", "check_not_asked") else label
    own = tuple(put(model, language, name) for name in reason.what)
    joined = " ".join(own) if put is asked else "; ".join(own)
    day = "" if reason.day is None else day_shown(model, language, reason.day)
    return filled(words[f"why_{reason.why}"], what=joined, day=day, count=len(own))


def clearance_lines(model: Model, language: str, held: Held) -> Iterable[str]:
    """What a clearance says, and who vouches for it."""
    words = model.texts[language].rehabilitation
    own = held.clearance
    yield filled(
        words["clearance_shown"],
        by=own.by,
        given_on=day_shown(model, language, own.given_on),
        until=day_shown(model, language, own.until),
        call=own.call,
    )
    yield filled(words["clearance_watch"], watch=own.watch)
    if held.public_key:
        yield filled(words["clearance_signed"], fingerprint=fingerprint(held.public_key))
    else:
        yield words["clearance_own"]


def field_rows(model: Model, language: str, held: Held) -> Iterable[tuple[str, str]]:
    """Everything that a clearance names: the question, and what stands there."""
    words = model.texts[language].rehabilitation
    for name, field in model.recovery.rehabilitation.clearance.items():
        value = getattr(held.clearance, name)
        if field.kind == "date":
            shown = day_shown(model, language, value)
        else:
            shown = {"choice": words.get(f"option_{value}", value), "stage": words.get(f"stage_{value}", value)}.get(
                field.kind, value
            )
        yield words[f"field_{name}"], shown
