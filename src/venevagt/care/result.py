"""An assessment in the order and the words in which every face shows it to a person."""

from datetime import datetime

from msgspec import Struct

from venevagt.care.assess import Assessment, Change
from venevagt.care.cases import Case
from venevagt.care.services import Contact, whom_to_call
from venevagt.care.words import answer_label, filled, limit_label
from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import Urgency


class Result(Struct, frozen=True, kw_only=True):
    """What is shown, from the top. The first four fields and the first contact come above the fold.

    After 112 only `say`, `do` and `dont` (what to do while waiting) are shown; `because`,
    `changes` and `safety_net` are empty then.
    """

    urgency: Urgency
    headline: str
    action: str
    why: tuple[str, ...]
    because: tuple[str, ...]
    contacts: tuple[Contact, ...]
    say: tuple[str, ...]
    do: tuple[str, ...]
    dont: tuple[str, ...]
    safety_net: tuple[str, ...]
    changes: tuple[str, ...]
    notes: tuple[str, ...]
    sources: tuple[str, ...]


def result(model: Model, assessment: Assessment, case: Case, *, at: datetime, region: str | None = None) -> Result:
    """Put an assessment of a case into words, at a time and in a region of Denmark."""
    language = assessment.language
    texts = model.texts[language]
    headline = texts.urgencies[assessment.urgency].headline
    # "It is not urgent" must never stand above a case that can still be.
    unfinished = not assessment.final and assessment.urgency in (model.about.default_urgency, model.about.urgencies[0])
    emergency = assessment.urgency == model.about.urgencies[-1]
    return Result(
        urgency=assessment.urgency,
        headline=headline,
        action=texts.interface["unfinished"] if unfinished else texts.urgencies[assessment.urgency].action,
        why=tuple(reason.text for reason in assessment.reasons),
        because=() if emergency else because(model, assessment, case),
        contacts=whom_to_call(model, assessment.urgency, language, at, region),
        say=assessment.say,
        do=tuple(line for line in assessment.do if line.rstrip(".") != headline),
        dont=assessment.dont,
        safety_net=assessment.safety_net,
        changes=() if emergency else tuple(_change(model, language, change) for change in assessment.would_change),
        notes=_notes(model, assessment),
        sources=tuple(
            dict.fromkeys(model.sources[source].citation for reason in assessment.reasons for source in reason.sources)
        ),
    )


def because(model: Model, assessment: Assessment, case: Case) -> tuple[str, ...]:
    """The answers behind the first reason, in a few words each.

    A reason that rests on many answers "no" (self-care does) says so in one line.
    """
    texts = model.texts[assessment.language].interface
    answers = [(name, case[name]) for name in assessment.reasons[0].because if _was_answered(model, case, name)]
    said_no = [name for name, answer in answers if answer == "no"]
    many = len(said_no) > MOST_NO
    shown = [(name, answer) for name, answer in answers if not (many and name in said_no)]
    lines = tuple(answer_label(model, assessment.language, name, answer) for name, answer in shown)
    return (*lines, texts["nothing_else"]) if many else lines


MOST_NO = 3
"""How many answers "no" are told one by one."""


def _was_answered(model: Model, case: Case, name: str) -> bool:
    """A measurement that was not made is no answer."""
    return name in case and not (case[name] == "unsure" and model.findings[name].unsure == "not_asked")


def _change(model: Model, language: str, change: Change) -> str:
    """One sentence: with which other answer it would have been which urgency."""
    texts = model.texts[language]
    if change.to in ("yes", "no"):
        answer = answer_label(model, language, change.finding, change.to)
    else:
        answer = f"{texts.findings[change.finding].label}{_limit(model, language, change)}"
    urgency = texts.urgencies[change.urgency].name
    return filled(texts.interface["would_change"], answer=answer, urgency=urgency)


def _limit(model: Model, language: str, change: Change) -> str:
    """`< 3` as " under 3 cm", an option as ": benet"; what follows the finding's label."""
    texts = model.texts[language]
    words = texts.findings[change.finding]
    if change.to in words.options:
        return f": {words.options[change.to].label}"
    sign, _, limit = change.to.partition(" ")
    spoken = limit_label(model, language, change.finding, sign, limit)
    return f" {spoken}" if spoken else f": {texts.interface['elsewhere']}"


def _notes(model: Model, assessment: Assessment) -> tuple[str, ...]:
    texts = model.texts[assessment.language].interface
    open_note = () if assessment.final else (texts["not_final"],)
    return open_note + ((texts["review_due"],) if assessment.review_due else ())
