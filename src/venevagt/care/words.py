"""The words of an assessment: lines of advice, answers by name, what to say on the telephone."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from venevagt.care.cases import Answer, Case
from venevagt.care.engine import Engine, Values
from venevagt.knowledge.model import Advice, Model, Texts
from venevagt.knowledge.shape import Urgency


class Lines(NamedTuple):
    """Lines in the order in which they are shown; in `say`, {answers} is not filled in yet."""

    do: tuple[str, ...]
    dont: tuple[str, ...]
    say: tuple[str, ...]
    safety_net: tuple[str, ...]


def advice_lines(
    engine: Engine, urgency: Urgency, concerns: frozenset[str], values: Values, language: str, on: date
) -> Lines:
    """The lines for an urgency, for what the deciding rules have in mind, and for this case.

    The same advice comes up again and again, so the finished lines are kept with the engine.
    """
    fitting = tuple(engine.fitting_advice(urgency, values))
    key = (urgency, concerns, fitting, language, on)
    found = engine.kept.get(key)
    if not isinstance(found, Lines):
        if len(engine.kept) >= _KEPT:
            engine.kept.clear()
        found = engine.kept[key] = _lines(engine, urgency, concerns, fitting, language, on)
    return found


_KEPT = 1000


def _lines(
    engine: Engine, urgency: Urgency, concerns: frozenset[str], fitting: tuple[int, ...], language: str, on: date
) -> Lines:
    given = given_advice(engine, urgency, concerns, fitting)
    facts = shown_facts(engine.model, language, on)
    words = engine.model.texts[language].advice
    parts = ([line for entry in given for line in getattr(entry, part)] for part in Lines._fields)
    return Lines(*(tuple(advice_line(words[line], facts) for line in dict.fromkeys(part)) for part in parts))


def given_advice(
    engine: Engine, urgency: Urgency, concerns: frozenset[str], fitting: Iterable[int]
) -> tuple[Advice, ...]:
    """Of the advice that fits a case (`Engine.fitting_advice`), what the deciding rules' concerns call for."""
    possible = (engine.advice[urgency][index] for index in fitting)
    return tuple(entry for entry in possible if not entry.concerns or concerns.intersection(entry.concerns))


def shown_facts(model: Model, language: str, on: date) -> Mapping[str, str]:
    """What each fact is shown as on a day: its words while it is valid, after that what to use instead."""
    texts = model.texts[language].facts
    return {
        name: texts[name].instead if fact.review is None or fact.review.over(on) else texts[name].shown
        for name, fact in model.facts.items()
    }


def sure_sources(model: Model) -> tuple[str, ...]:
    """The sources of what the site says of how sure its advice is."""
    words = model.texts[model.about.languages[0]].site["sure_sources"]
    return tuple(model.sources[source].citation for source in words.split())


def filled(words: str, **values: object) -> str:
    """Words of the program with their {fields} filled in; a field that it does not know stays as it is written."""
    return words.format_map(_Known(values))


class _Known(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def advice_line(words: str, facts: Mapping[str, str]) -> str:
    """A line of advice with the facts of the day; {answers} is left to be filled in."""
    return words.format_map({**facts, "answers": "{answers}"}) if "{" in words else words


def answer_label(model: Model, language: str, name: str, answer: Answer) -> str:
    """One answer in a few words: "ingen åndenød", "alder: 54 år"; a person in doubt is said so."""
    finding = model.findings[name]
    texts = model.texts[language]
    text = texts.findings[name]
    if answer == "unsure":
        return f"{text.label} ({texts.interface['in_doubt']})"
    if finding.type == "number":
        return f"{text.label}: {_number(answer, texts)} {text.unit}"
    if finding.type == "choice":
        return f"{text.label}: {text.options[str(answer)].label}"
    return text.label if answer == "yes" else text.label_no


def limit_label(model: Model, language: str, name: str, operator: str, limit: str) -> str:
    """A limit in words: "under 3 cm". Empty for a relation that there are no words for."""
    texts = model.texts[language]
    spoken = {"<": "below", ">=": "from", "<=": "up_to", ">": "above"}.get(operator)
    unit = texts.findings[name].unit
    return filled(texts.interface[spoken], limit=limit, unit=unit) if spoken else ""


def _number(answer: Answer, texts: Texts) -> str:
    return f"{answer:g}".replace(".", texts.interface["decimal_mark"])


def what_to_say(
    engine: Engine, urgency: Urgency, lines: Lines, because: Iterable[str], case: Case, language: str
) -> tuple[str, ...]:
    """The sentences to say on the telephone, with this person's answers in them.

    Told are the answers behind the reasons and every other sign; to 112 the red flags alone.
    """
    if not lines.say:
        return ()
    findings = engine.model.findings
    told = dict.fromkeys(name for name in because if name in case)
    told |= dict.fromkeys(
        name for name, answer in case.items() if answer != "no" and (name, answer) in engine.worth_telling
    )
    if urgency == engine.model.about.urgencies[-1]:
        told = {name: None for name in told if findings[name].kind == "red_flag"}
    labels = [
        answer_label(engine.model, language, name, case[name])
        for name in told
        if findings[name].type != "choice" and not (findings[name].kind == "context" and case[name] == "no")
    ]
    answers = "; ".join(labels)
    return tuple(line.format(answers=answers) for line in lines.say if answers or "{answers}" not in line)
