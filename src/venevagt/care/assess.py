"""Assess a case: the urgency, why, what to do, and what is still open."""

from datetime import date

from msgspec import Struct

from venevagt.care.cases import Case, effective
from venevagt.care.engine import Engine, Values, engine_for
from venevagt.care.explain import Explained
from venevagt.care.interview import next_finding
from venevagt.care.services import danish_now
from venevagt.care.words import advice_lines, what_to_say
from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import Urgency


class Reason(Struct, frozen=True, gc=False):
    """One rule that forces the urgency.

    `because`: the findings of a smallest set of answers that makes the rule speak; none can be
    dropped. `rule` is `no_rule` where nothing speaks and the own GP is the answer.
    """

    rule: str
    text: str
    because: tuple[str, ...]
    sources: tuple[str, ...]


class Change(Struct, frozen=True, gc=False):
    """One other answer (`to`: yes, no, an option, or a limit such as "< 3") and its urgency."""

    finding: str
    to: str
    urgency: Urgency


class KnowledgeId(Struct, frozen=True, gc=False):
    """Which knowledge gave the answer."""

    version: str
    sha256: str


class Assessment(Struct, frozen=True, kw_only=True, gc=False):
    """What the answers so far come to.

    `urgency` is what they force already; `possible` runs from the lowest to the highest urgency
    that the open answers can still lead to; `final` says whether these are the same.
    `say` is what to tell on the telephone; `review_due` names the rules whose review has run out.
    """

    urgency: Urgency
    possible: tuple[Urgency, Urgency]
    final: bool
    reasons: tuple[Reason, ...]
    do: tuple[str, ...]
    dont: tuple[str, ...]
    safety_net: tuple[str, ...]
    say: tuple[str, ...]
    would_change: tuple[Change, ...]
    next_question: str | None
    review_due: tuple[str, ...]
    language: str
    knowledge: KnowledgeId


def assess(model: Model, case: Case, *, language: str = "da", on: date | None = None) -> Assessment:
    """Assess one case, finished or not, in the words of one language.

    `on`: the day on which the answer is given (today in Denmark), for what has expired by then.
    Raises CaseError for an unknown finding or a wrong value.
    """
    engine = engine_for(model)
    known = effective(engine, case)
    values = engine.values(known)
    place = engine.rank(values)
    low, high = engine.interval(values)
    urgency = model.about.urgencies[place]
    spoken = engine.spoken(place, values)
    explained = Explained(engine, spoken, place, values, known)
    today = on or danish_now().date()
    why = explained.reasons()
    concerns = frozenset([engine.rules[index].concern for index in spoken])
    lines = advice_lines(engine, urgency, concerns, values, language, today)
    words = model.texts[language].rules
    return Assessment(
        urgency=urgency,
        possible=(model.about.urgencies[low], model.about.urgencies[high]),
        final=low == high,
        reasons=tuple([Reason(rule, words[rule].reason, names, sources) for rule, names, sources in why]),
        do=lines.do,
        dont=lines.dont,
        safety_net=lines.safety_net,
        say=what_to_say(engine, urgency, lines, [name for _, names, _ in why for name in names], case, language),
        would_change=tuple([Change(name, to, model.about.urgencies[other]) for name, to, other in explained.changes()]),
        next_question=next_finding(engine, values),
        review_due=_review_due(engine, spoken, today),
        language=language,
        knowledge=KnowledgeId(model.about.version, model.sha256),
    )


def urgency_of(engine: Engine, values: Values) -> Urgency:
    """The urgency alone, for batches: `values` in the order of `engine.variables`."""
    return engine.model.about.urgencies[engine.rank(values)]


def _review_due(engine: Engine, spoken: list[int], on: date) -> tuple[str, ...]:
    rules = [engine.rules[index] for index in spoken]
    return tuple([rule.id for rule in rules if rule.review is not None and rule.review.over(on)])
