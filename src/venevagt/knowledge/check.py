"""What has to hold between the parts of the knowledge base."""

import keyword
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from venevagt.knowledge.check_clinical import clinical_findings_fit, more_sources, scores_fit
from venevagt.knowledge.check_codes import codes_fit
from venevagt.knowledge.check_doors import doors_fit
from venevagt.knowledge.check_examples import examples_hold
from venevagt.knowledge.check_findings import ID, fields_fit
from venevagt.knowledge.check_pathways import pathways_end, pathways_fit, step_sources
from venevagt.knowledge.check_points import conclusions_agree, points_are_possible
from venevagt.knowledge.check_population import population_fits, population_reviews, population_sources
from venevagt.knowledge.check_probability import probability_fits
from venevagt.knowledge.check_recovery import recovery_fits
from venevagt.knowledge.check_rules import conditions_are_used, limits_decide, urgencies_are_safe
from venevagt.knowledge.check_safety import hazards_fit, lowerings_fit, properties_fit
from venevagt.knowledge.check_shares import shares_fit
from venevagt.knowledge.check_texts import texts_fit
from venevagt.knowledge.check_treatment import treatment_fits
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Advice, Finding, Model, Rule
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.safety import OUTCOMES
from venevagt.knowledge.shape import URGENCIES, Review
from venevagt.logic.expression import Expression, names
from venevagt.logic.nearest import did_you_mean

WARN_BEFORE = timedelta(days=60)
"""How long before its end a review is warned about."""

_TAKEN = frozenset({"found", "values", "it", "others", "decided", "screens", "questions", *OUTCOMES})
"""What compiled conditions and properties call their own."""


def check(loaded: Loaded) -> list[Problem]:
    """Every problem of the parts and between them; an empty list for a sound knowledge base.

    What only follows from an entry that is broken itself is left out.
    """
    return _found(loaded, _PARTS)


def check_deciding(loaded: Loaded) -> list[Problem]:
    """As `check`, where only what decides was read (`deciding_files`): findings, conditions and rules."""
    return _found(loaded, _DECIDING)


def _found(loaded: Loaded, parts: Sequence[Callable[[Loaded], Iterator[Problem]]]) -> list[Problem]:
    found = [problem for part in parts for problem in part(loaded)]
    if loaded.broken:
        found = [problem for problem in found if not _follows(loaded, problem)]
    return sorted(dict.fromkeys([*loaded.problems, *found]))


def _follows(loaded: Loaded, problem: Problem) -> bool:
    """Whether a problem is likely to go away with those of the broken entries."""
    if any(words in problem.message for words in _UNUSED):
        return True
    return any(re.search(rf"\b{re.escape(name)}\b", problem.message) for name in loaded.broken)


_UNUSED = (
    "no rule",
    "no screen asks",
    "no score uses",
    "no door of",
    "nothing rests",
    "no words in",
    "decides nothing, expected",
    "the red flags and",
)


def expired(loaded: Loaded, on: date) -> tuple[list[Problem], list[Problem]]:
    """The reviews that have run out on this day, and those that soon will: one for each file or entry."""
    over: list[Problem] = []
    soon: list[Problem] = []
    for section, name, review in (*reviews(loaded.model), *population_reviews(loaded)):
        end = review.valid_to
        if review.over(on):
            over.append(_at_review(loaded, section, name, f"was valid to {end}, expected a newer review"))
        elif on > end - WARN_BEFORE:
            soon.append(_at_review(loaded, section, name, f"is valid to {end}, {(end - on).days} days more: review it"))
    return sorted(dict.fromkeys(over)), sorted(dict.fromkeys(soon))


def reviews(model: Model) -> Iterator[tuple[str, str, Review]]:
    """Every reviewed statement: its section, its id, its review."""
    for section, name, entry in _with_sources(model):
        yield section, name, entry.review
    for language, texts in model.texts.items():
        for name, article in texts.articles.items():
            yield f"text/{language}/articles", name, article.review


def _with_sources(model: Model) -> Iterator[tuple[str, str, Any]]:
    """Every statement that has sources and a review: its section, its id, and itself."""
    for section in ("findings", "conditions", "rules", "advice", "services", "facts", "of_100", "codes"):
        yield from ((section, name, entry) for name, entry in getattr(model, section).items())
    for section, entries in (*model.clinical.sections().items(), *model.recovery.sections().items()):
        yield from ((section, name, entry) for name, entry in entries.items())


def _ids(loaded: Loaded) -> Iterator[Problem]:
    for section, name in loaded.places:
        if not section.startswith("text/") and section != "sources" and not ID.fullmatch(name):
            yield at(loaded, section, name, f"the id {name!r}, expected lower-case letters, digits and _")
        if section.endswith("/articles") and not ID.fullmatch(name):
            yield at(loaded, section, name, f"the file {name!r}, expected a name of lower-case letters, digits and _")
        if section in ("findings", "conditions", "clinical_findings") and (keyword.iskeyword(name) or name in _TAKEN):
            yield at(loaded, section, name, f"the id {name!r} is a word of a programming language, expected another")
    for name in loaded.model.conditions:
        if name in loaded.model.findings:
            yield at(loaded, "conditions", name, f"{name!r} is a finding too, expected another name")


def _sources(loaded: Loaded) -> Iterator[Problem]:
    known = loaded.model.sources
    used: set[str] = set()
    for section, name, entry in _with_sources(loaded.model):
        if not entry.sources:
            yield at(loaded, section, name, f"{name!r} has no source, expected at least one", path=("sources",))
        used.update(entry.sources)
        yield from unknown(loaded, section, name, ("sources",), entry.sources, known, "source")
    used.update(population_sources(loaded))
    used.update(source for score in loaded.model.clinical.scores.values() for source in more_sources(score))
    used.update(source for pathway in loaded.model.clinical.pathways.values() for source in step_sources(pathway))
    for language, texts in loaded.model.texts.items():
        used.update(source for article in texts.articles.values() for source in article.sources)
        for source in texts.site.get("sure_sources", "").split():
            if source not in known:
                yield at(loaded, f"text/{language}/site", "sure_sources", f"unknown source {source!r}")
    for name in known:
        if name not in used:
            yield at(loaded, "sources", name, f"nothing rests on source {name!r}, expected at least one use")


def _findings(loaded: Loaded) -> Iterator[Problem]:
    used = {name for expression in _expressions(loaded.model) for name in names(expression)}
    for name, finding in loaded.model.findings.items():
        if finding.decides_nothing and name in used:
            message = f"{name!r} is used by a rule, expected no 'decides_nothing'"
            yield at(loaded, "findings", name, message, path=("decides_nothing",))
        elif not finding.decides_nothing and name not in used:
            message = f"no rule and no advice uses {name!r}, expected a use, or 'decides_nothing: why'"
            yield at(loaded, "findings", name, message)


def _expressions(model: Model) -> Iterator[Expression]:
    entries: tuple[Rule | Advice, ...] = (*model.rules.values(), *model.advice.values())
    for entry in entries:
        if entry.condition is not None:
            yield entry.condition
    yield from (entry.exception for entry in model.advice.values() if entry.exception is not None)


def _advice(loaded: Loaded) -> Iterator[Problem]:
    model = loaded.model
    for name, rule in model.rules.items():
        if rule.concern not in model.about.concerns:
            help_line = did_you_mean(rule.concern, model.about.concerns) or "see concerns in knowledge.yaml"
            yield at(loaded, "rules", name, f"unknown concern {rule.concern!r}", help_line, ("concern",))
    for name, entry in model.advice.items():
        yield from unknown(loaded, "advice", name, ("concerns",), entry.concerns, model.about.concerns, "concern")
        if entry.worth_asking and (entry.concerns or entry.unless or not entry.when):
            yield at(
                loaded, "advice", name, f"{name!r} is worth asking for, expected 'when' and no 'concerns' or 'unless'"
            )
        if not (entry.do or entry.dont or entry.say or entry.safety_net):
            yield at(loaded, "advice", name, f"{name!r} says nothing, expected do, dont, say or safety_net")


def _screens(loaded: Loaded) -> Iterator[Problem]:
    model = loaded.model
    first: dict[str, str] = {}
    used = {name for expression in _expressions(model) for name in names(expression)}
    for name, screen in model.screens.items():
        yield from unknown(loaded, "screens", name, ("findings",), screen.findings, model.findings, "finding")
        for index, finding in enumerate(screen.findings):
            place = ("findings", index)
            fits = finding not in model.findings or _fits_tick_list(model.findings[finding])
            if finding in first:
                message = f"{finding!r} stands on {first[finding]!r} too, expected one screen"
                yield at(loaded, "screens", name, message, path=place)
            if finding in model.findings and finding not in used:
                yield at(loaded, "screens", name, f"{finding!r} decides nothing, expected no question", path=place)
            if screen.shape == "tick_list" and not fits:
                message = (
                    f"{finding!r} is neither yes/no nor a measurement that may stay empty, expected shape: question"
                )
                yield at(loaded, "screens", name, message, path=place)
            first.setdefault(finding, name)
        if screen.shape == "question" and len(screen.findings) != 1:
            yield at(loaded, "screens", name, f"{len(screen.findings)} findings, expected one", path=("findings",))
    for name in sorted((used & set(model.findings)) - set(first)):
        yield at(loaded, "findings", name, f"no screen asks {name!r}, expected one that does")
    first_screen = next(iter(model.screens.values()), None)
    flags = {name for name, finding in model.findings.items() if finding.kind == "red_flag"}
    if first_screen is None or set(first_screen.findings) != flags:
        missing = sorted(flags - set(first_screen.findings if first_screen else ()))
        where = first_screen.id if first_screen else "screens"
        yield at(
            loaded, "screens", where, f"expected the red flags and nothing else on the first screen, without {missing}"
        )


def _fits_tick_list(finding: Finding) -> bool:
    return finding.type == "yes_no" or finding.not_measured is not None


def _emergency_number(loaded: Loaded) -> Iterator[Problem]:
    """The number to dial is the one that the words say."""
    model = loaded.model
    for name, service in model.services.items():
        for language, texts in model.texts.items():
            words = texts.urgencies.get(URGENCIES[-1])
            if service.kind == "emergency" and words is not None and service.number not in words.headline:
                message = (
                    f"the number {service.number!r}, but text/{language} says {words.headline!r}: expected the same"
                )
                yield at(loaded, "services", name, message, path=("number",))


def _services(loaded: Loaded) -> Iterator[Problem]:
    kinds = [service.kind for service in loaded.model.services.values()]
    for kind in ("emergency", "own_gp"):
        if kinds.count(kind) != 1:
            name = next(iter(loaded.model.services))
            yield at(loaded, "services", name, f"{kinds.count(kind)} services of kind {kind}, expected one")
    numbers: dict[str, str] = {}
    yield from _emergency_number(loaded)
    for name, service in loaded.model.services.items():
        if service.kind != "own_gp" and not re.fullmatch(r"[0-9][0-9 ]*[0-9]", service.number):
            yield at(loaded, "services", name, f"the number {service.number!r}, expected digits")
        if service.number and service.number in numbers:
            yield at(loaded, "services", name, f"{service.number} is the number of {numbers[service.number]!r} too")
        numbers[service.number] = name
        if service.opens is not None and not 0 <= service.opens < (service.closes or 0) <= 24:
            yield at(loaded, "services", name, "expected opens before closes, both hours from 0 to 24", path=("opens",))


def _reviews(loaded: Loaded) -> Iterator[Problem]:
    for section, name, review in (*reviews(loaded.model), *population_reviews(loaded)):
        if not review.checked_on < review.valid_to:
            message = f"was checked on {review.checked_on} and valid to {review.valid_to}, expected a later end"
            yield _at_review(loaded, section, name, message)


def _at_review(loaded: Loaded, section: str, name: str, message: str) -> Problem:
    """A problem at the entry's own review, or at the one at the top of its file."""
    document, place = loaded.places[section, name]
    own = (*place, "review")
    if own in document.values:
        return document.problem(own, f"{name!r} {message}")
    return document.problem(("review",), f"everything here without a review of its own {message}")


_PARTS: tuple[Callable[[Loaded], Iterator[Problem]], ...] = (
    _ids,
    _sources,
    fields_fit,
    _findings,
    conditions_are_used,
    limits_decide,
    urgencies_are_safe,
    properties_fit,
    hazards_fit,
    lowerings_fit,
    clinical_findings_fit,
    scores_fit,
    doors_fit,
    points_are_possible,
    conclusions_agree,
    probability_fits,
    treatment_fits,
    pathways_fit,
    pathways_end,
    recovery_fits,
    population_fits,
    _advice,
    _screens,
    _services,
    _reviews,
    examples_hold,
    texts_fit,
    shares_fit,
    codes_fit,
)

_DECIDING: tuple[Callable[[Loaded], Iterator[Problem]], ...] = (
    _ids,
    fields_fit,
    limits_decide,
    urgencies_are_safe,
    examples_hold,
)
