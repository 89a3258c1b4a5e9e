"""The knowledge as JavaScript modules: `knowledge.js` for what decides, `words.*.js` for one language.

`script/model.js` unpacks both; `compact.py` says how they are packed.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from venevagt.care.blocks import COMPARISON, compared
from venevagt.care.engine import Engine, engine_for
from venevagt.care.explain import MOST_CHANGES, MOST_TRIALS
from venevagt.care.result import MOST_NO
from venevagt.care.services import CALLED
from venevagt.care.words import sure_sources
from venevagt.knowledge.decision import rank
from venevagt.knowledge.model import Finding, Model
from venevagt.knowledge.shape import Review, Urgency
from venevagt.logic.diagram import Outcome
from venevagt.logic.domain import Domain
from venevagt.logic.expression import Compare
from venevagt.site.addresses import slug
from venevagt.site.compact import explanation_row, function, module, number, table

_TOLD = {"red_flag": 2, "reassuring": 0, "context": -1}
"""How a kind of finding is told on the telephone: `script/model.js` names the numbers. Others: 1."""

_ANSWERS = {"yes": "yes", "no": "no", "unsure": "not_sure"}
"""An answer, and its word on the site."""

_CAN_WAIT: tuple[Urgency, ...] = ("self_care", "own_gp")
"""The urgencies with time to look again the next day."""

_NOT_FOUND = ("not_found", "too_large", "failed")
_IN_ARTICLES = (
    "reading_time",
    "see_also",
    "to_questions",
    "reviewed",
    "article_sources",
    "points_to",
    "a_clot",
    "of_people_",
)
_IN_TABLES = ("a_cramp", "the_advice", "it_means", "whom", "their_own_number", "number_until")
_IN_FILES = (
    *("own_", "sure_sources"),
    *(
        "address_table",
        "address_search",
        "address_component",
        "address_embedded",
        "embed_",
        "table_",
        "questions_",
        "search_",
        "feed_",
        "condition_",
        "site_description",
    ),
    *("only_when", "otherwise", "all_of", "any_of", "count_of", "none_of", "not_all_of", "fewer_of"),
    *("newer", "take_newer", "old_copy", "built", "without_script", "same_words", "card_alt"),
)
_ELSEWHERE = (*_NOT_FOUND, *_IN_ARTICLES, *_IN_TABLES, *_IN_FILES)
"""How the names of those words of the site and the interface begin that no page shows which a script makes."""


def knowledge_module(model: Model) -> str:
    """What decides and what never needs words, as one module."""
    engine = engine_for(model)
    decision = engine.decision
    assert decision.root == len(decision.nodes) - 1, "the root stands last"
    return module(
        {
            "version": model.about.version,
            "sha256": model.sha256,
            "languages": model.about.languages,
            "named": [(code, model.texts[code].site["language_name"]) for code in model.about.languages],
            "urgencies": model.about.urgencies,
            "default_rank": engine.default_rank,
            "can_wait": [rank(model, urgency) for urgency in _CAN_WAIT],
            "variables": len(decision.order),
            "findings": _findings(engine),
            "rules": _rules(engine),
            "advice": _advice(engine),
            "screens": table(
                ("id", "shape", "findings"), [(s.id, s.shape, s.findings) for s in model.screens.values()]
            ),
            "services": _services(model),
            "hours": next((s.opens or 0, s.closes or 24) for s in model.services.values() if s.kind == "own_gp"),
            "facts": {name: _until(fact.review) for name, fact in model.facts.items()},
            "sources": {
                source: model.sources[source].citation
                for source in dict.fromkeys(source for rule in engine.rules for source in rule.sources)
            },
            "sure": sure_sources(model),
            "compared": compared_page(model),
            "most": {"trials": MOST_TRIALS, "changes": MOST_CHANGES, "no": MOST_NO},
            "diagram": list(_diagram(engine)),
        }
    )


def compared_page(model: Model) -> str:
    """The address of the article with the comparison, below a language's first page; empty where there is none."""
    articles = model.texts[model.about.languages[0]].articles
    return next((f"{slug(name)}/" for name, article in articles.items() if COMPARISON in article.body), "")


def own_answers(model: Model, language: str) -> str:
    """What browser/own-answers.js needs to read a link with answers and to say them, as JSON."""
    texts = model.texts[language]
    return json.dumps(
        {
            "sha256": model.sha256,
            "findings": [(finding.id, finding.options) for finding in ordered_findings(engine_for(model))],
            "units": {name: texts.findings[name].unit for name in compared(model) if texts.findings[name].unit},
            "mark": texts.interface["decimal_mark"],
            "words": {answer: texts.site[word].lower() for answer, word in _ANSWERS.items()},
            "said": texts.site["own_answer"],
            "not_asked": texts.site["own_not_asked"],
        },
        ensure_ascii=False,
    )


def words_module(model: Model, language: str) -> str:
    """The words of one language, in the order of `knowledge_module`."""
    engine, texts = engine_for(model), model.texts[language]
    findings = ordered_findings(engine)
    columns = ("question", "label", "label_no", "why", "look", "unsure", "unit")
    options = [[texts.findings[f.id].options[option].label for option in f.options] for f in findings]
    rows = [(*_fields(texts.findings[f.id], columns), labels) for f, labels in zip(findings, options, strict=True)]
    return module(
        {
            "findings": table((*columns, "options"), rows),
            "rules": [texts.rules[name].reason for name in (*(rule.id for rule in engine.rules), "no_rule")],
            "advice": [texts.advice[line] for line in _lines(model)],
            "urgencies": _texts(texts.urgencies, model.about.urgencies, ("name", "headline", "action")),
            "services": _texts(texts.services, model.services, ("name", "hours", "instead", "region")),
            "facts": _texts(texts.facts, model.facts, ("shown", "instead")),
            "screens": _texts(texts.screens, model.screens, ("title", "none")),
            "interface": _shown(texts.interface),
            "site": _shown(texts.site),
        }
    )


def _shown(words: Mapping[str, str]) -> dict[str, str]:
    return {name: text for name, text in words.items() if not name.startswith(_ELSEWHERE)}


def _fields(entry: object, columns: Sequence[str]) -> tuple[Any, ...]:
    return tuple(getattr(entry, column) for column in columns)


def _texts(texts: Mapping[str, object], names: Iterable[str], columns: Sequence[str]) -> list[Sequence[Any]]:
    return table(columns, [_fields(texts[name], columns) for name in names])


def ordered_findings(engine: Engine) -> list[Finding]:
    """What decides in the order in which it is asked, then what does not."""
    findings = engine.model.findings
    return [findings[name] for name in dict.fromkeys((*engine.variables, *findings))]


def _findings(engine: Engine) -> list[Sequence[Any]]:
    shared = ("id", "unsure", "told", "direction")
    columns = (*shared, "type", "options", "low", "high", "not_measured", "classes", "tests")
    domains = {domain.name: domain for domain in engine.decision.order}
    return table(columns, [_finding(engine, f, domains.get(f.id)) for f in ordered_findings(engine)])


def _finding(engine: Engine, finding: Finding, domain: Domain | None) -> Sequence[Any]:
    direction = 0 if domain is None else _direction(engine, domain)
    row = [finding.id, finding.unsure, _TOLD.get(finding.kind, 1), direction]
    if finding.type == "yes_no":
        return row
    row += [finding.type, finding.options]
    if finding.type == "choice":
        return row
    tests = domain.tests if domain else ()
    split = [(test.operator, number(test.limit)) for test in tests if isinstance(test, Compare)]
    classes = [number(value) for value in (domain.representatives if domain else ()) if isinstance(value, float)]
    stand_in = None if finding.not_measured is None else number(finding.not_measured)
    return [*row, number(finding.low), number(finding.high), stand_in, classes, split]


def _direction(engine: Engine, domain: Domain) -> int:
    """1 where more of it can only raise the urgency, -1 where it can only lower it, 0 for both ways."""
    if domain.name in engine.decision.both_ways:
        return 0
    return 1 if engine.decision.mild[domain.name] == domain.representatives[0] else -1


def _rules(engine: Engine) -> list[Sequence[Any]]:
    columns = ("id", "rank", "concern", "sources", "until", "speaks", "always", "choices", "exact")
    rows = [
        (
            rule.id,
            rank(engine.model, rule.urgency),
            rule.concern,
            rule.sources,
            _until(rule.review),
            function(condition),
            *explanation_row(explanation, engine.index),
        )
        for (rule, condition), explanation in zip(engine.speaking, engine.explanations, strict=True)
    ]
    return table(columns, rows)


def _advice(engine: Engine) -> list[Sequence[Any]]:
    place = {line: index for index, line in enumerate(_lines(engine.model))}
    parts = ("do", "dont", "say", "safety_net")
    rows = [
        (
            [rank(engine.model, urgency) for urgency in entry.urgencies],
            function(entry.condition),
            function(entry.exception),
            entry.concerns,
            *([place[line] for line in getattr(entry, part)] for part in parts),
        )
        for entry in engine.model.advice.values()
    ]
    return table(("ranks", "when", "unless", "concerns", *parts), rows)


def _lines(model: Model) -> tuple[str, ...]:
    """The ids of all lines of advice, each once."""
    entries = model.advice.values()
    return tuple(dict.fromkeys(line for e in entries for line in (*e.do, *e.dont, *e.say, *e.safety_net)))


def _services(model: Model) -> list[Sequence[Any]]:
    rows = [
        (
            service.id,
            [rank(model, urgency) for urgency, kinds in CALLED.items() if service.kind in kinds],
            service.region,
            service.number,
            _until(service.review),
            "" if service.valid_from is None else _day(service.valid_from),
            int(service.kind == "emergency"),
            int(service.kind == "own_gp"),
        )
        for service in model.services.values()
    ]
    return table(("id", "ranks", "region", "number", "until", "from", "always", "by_day"), rows)


def _diagram(engine: Engine) -> Iterable[int]:
    """The nodes one after the other, in the form that `script/diagram.js` reads."""
    for here, content in enumerate(engine.decision.nodes):
        if isinstance(content, Outcome):
            yield -1 - content.value
        else:
            yield content.level
            yield from (here - branch for branch in content.branches)


def _until(review: Review | None) -> str:
    return "" if review is None else _day(review.valid_to)


def _day(day: date) -> str:
    return day.isoformat()
