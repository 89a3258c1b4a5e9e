"""What has to hold of rules, properties and examples: each slip is told once, with its words and its place."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from tests.knowledge.changed import KNOWLEDGE

from venevagt.knowledge import check_rules, check_safety
from venevagt.knowledge.check_examples import answer_value, examples_hold
from venevagt.knowledge.load import Loaded, load
from venevagt.knowledge.model import Examples, Finding
from venevagt.knowledge.problems import Problem
from venevagt.knowledge.safety import AnswerChange, Exemption
from venevagt.logic.expression import And, Compare, Expression, Not, Or, Value, Variable

LOADED = load(KNOWLEDGE)
KNOWN = "unsure_taken_as_no"
"""A hazard that there is."""

Check = Callable[[Loaded], Iterator[Problem]]


def told(check: Check, section: str, name: str, **fields: Any) -> list[tuple[str, str, str]]:
    """What a check says of one entry with other fields: the message, the help, what the caret is under."""
    entries = dict(getattr(LOADED.model, section))
    entries[name] = replace(entries[name], **fields)
    changed = replace(LOADED, model=replace(LOADED.model, **{section: entries}))
    return [(problem.message, problem.help, marked(problem)) for problem in check(changed)]


def marked(problem: Problem) -> str:
    return problem.source_line[problem.column - 1 :][: problem.width]


@pytest.mark.parametrize(
    "check",
    [
        check_rules.urgencies_are_safe,
        check_rules.limits_decide,
        check_rules.conditions_are_used,
        check_safety.properties_fit,
        check_safety.hazards_fit,
        check_safety.lowerings_fit,
        examples_hold,
    ],
)
def test_the_knowledge_passes(check: Check) -> None:
    assert list(check(LOADED)) == []


CHANGE = AnswerChange("no", "yes")


@pytest.mark.parametrize(
    ("name", "fields", "message"),
    [
        ("red_flags_are_112", {"change": CHANGE, "must": "not_fall"}, "expected one of: claim, possible, change"),
        ("red_flags_are_112", {"claim": ""}, "expected one of: claim, possible, change"),
        ("red_flags_are_112", {"must": "not_fall"}, "expected 'must' with 'change', and only there"),
        ("signs_never_lower", {"must": ""}, "expected 'must' with 'change', and only there"),
    ],
)
def test_a_property_says_one_thing(name: str, fields: dict[str, Any], message: str) -> None:
    assert told(check_safety.properties_fit, "properties", name, **fields) == [(f"{name!r}, {message}", "", name)]


def test_a_property_is_of_findings_that_exist() -> None:
    fit = check_safety.properties_fit
    none = {"for_each": (), "findings": ()}
    assert told(fit, "properties", "signs_never_lower", **none) == [
        ("'signs_never_lower', which changes an answer, expected for_each or findings", "", "signs_never_lower")
    ]
    assert told(fit, "properties", "signs_never_lower", for_each=(), findings=("redness",)) == []
    ((message, _, place),) = told(fit, "properties", "red_flags_are_112", **none)
    words = "'red_flags_are_112', which speaks of 'it', expected for_each, findings or every_rule"
    assert (message, place) == (words, "red_flags_are_112")
    assert told(fit, "properties", "red_flags_are_112", claim="NOT fit OR bit", **none) == []
    assert told(fit, "properties", "red_flags_are_112", for_each=(), findings=("redness",)) == []
    ((message, help_line, place),) = told(
        fit, "properties", "pain_and_side_never_lower", findings=("leg_pain", "onesided")
    )
    assert (message, help_line, place) == ("unknown finding 'onesided'", "did you mean 'one_sided'?", "one_sided")
    ((message, help_line, _),) = told(
        fit,
        "properties",
        "unsure_is_cautious",
        exceptions={"plase": Exemption("x", KNOWN), "place": Exemption("y", KNOWN)},
    )
    assert (message, help_line) == ("unknown finding 'plase'", "did you mean 'place'?")


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        (Compare("age", ">", 120), "never"),
        (Compare("age", ">=", 0), "always"),
        (Compare("age", "<=", 120), "always"),
        (Compare("age", "<", 0), "never"),
        (Compare("age", "<", 120), ""),
        (Compare("age", ">", 0), ""),
        (Compare("age", "=", 16), ""),
        (Compare("age", "<>", 16), ""),
        (Compare("age", "=", 60), ""),
        (Compare("age", "=", 0), ""),
        (Compare("age", "=", 120), ""),
    ],
)
def test_a_limit_that_answers_alike_for_every_number_is_a_slip(test: Compare, answer: str) -> None:
    found = told(check_rules.limits_decide, "rules", "artery", condition=Or((Variable("redness"), Not(test))))
    shown = f"'age {test.operator} {test.limit:g}' {answer} holds, since 'age' is from 0 to 120: expected another limit"
    assert [message for message, _, _ in found] == ([shown] if answer else [])


def test_a_limit_is_looked_at_in_conditions_advice_and_exceptions_too() -> None:
    never: Expression = And((Variable("redness"), Compare("age", ">", 120)))
    limits = check_rules.limits_decide
    assert len(told(limits, "conditions", "major_risk", condition=never)) == 1
    assert len(told(limits, "advice", "call_doctor", condition=never, exception=never)) == 2
    assert told(limits, "rules", "artery", condition=None) == []
    assert told(limits, "rules", "artery", condition=Compare("urgency", ">", 9)) == []
    assert told(limits, "rules", "artery", condition=Compare("place", ">", 9)) == []


def test_a_red_flag_is_an_emergency_alone_and_in_doubt() -> None:
    safe = check_rules.urgencies_are_safe
    assert told(safe, "findings", "breathless", unsure="no") == [
        ("a red flag in doubt counts as yes, expected unsure: yes", "", "yes")
    ]
    assert told(safe, "findings", "redness", kind="red_flag")[0] == (
        "the red flag 'redness' alone is not 'emergency', expected a rule in emergency.yaml that holds for it",
        "",
        "redness",
    )
    broken = told(safe, "rules", "pe_red_flags", condition=None)
    assert "the red flag 'breathless' alone is not 'emergency'" in broken[0][0]


def test_a_rule_stands_in_the_file_of_its_urgency() -> None:
    own = LOADED.model.rules["artery"].urgency
    assert told(check_rules.urgencies_are_safe, "rules", "artery", urgency="self_care") == [
        (f"the urgency 'self_care' in {own}.yaml, expected the file self_care.yaml", "", own)
    ]


def test_a_condition_that_only_an_exception_or_another_condition_names_is_used() -> None:
    used = check_rules.conditions_are_used
    model = LOADED.model
    nobody = {
        section: {name: replace(entry, when="") for name, entry in getattr(model, section).items()}
        for section in ("conditions", "rules", "advice")
    }
    advice = {name: replace(entry, unless="") for name, entry in nobody["advice"].items()}
    bare = replace(model, **{**nobody, "advice": advice})
    unused = [problem.message for problem in used(replace(LOADED, model=bare))]
    assert unused == [f"no rule uses the condition {name!r}, expected at least one" for name in model.conditions]
    first = next(iter(model.conditions))
    for section, field in (("rules", "when"), ("conditions", "when"), ("advice", "when"), ("advice", "unless")):
        entries = dict(getattr(bare, section))
        name = next(iter(entries))
        for text, uses in ((f"NOT ({first})", True), (f"{first}_too OR x{first}", False)):
            entries[name] = replace(entries[name], **{field: text})
            left = list(used(replace(LOADED, model=replace(bare, **{section: entries}))))
            assert len(left) == len(unused) - uses, (section, text)


def examples(**cases: dict[str, Any]) -> dict[str, Any]:
    own = LOADED.model.rules["artery"].examples
    return {"examples": replace(own, **cases)}


def test_an_example_comes_out_as_it_is_said_to() -> None:
    yes, no = Variable("redness"), Not(Variable("redness"))
    right = Examples(holds={"redness": "yes"}, does_not_hold={"redness": "no"}, still_open={})
    assert told(examples_hold, "rules", "artery", condition=yes, examples=right) == []
    assert [message for message, _, _ in told(examples_hold, "rules", "artery", condition=no, examples=right)] == [
        "in this example 'artery' does not hold, expected that it holds",
        "in this example 'artery' holds, expected that it does not hold",
    ]
    open_ = Examples(holds={}, does_not_hold={}, still_open={"redness": "yes"})
    assert [message for message, _, _ in told(examples_hold, "rules", "artery", condition=yes, examples=open_)] == [
        "in this example 'artery' is still open, expected that it holds",
        "in this example 'artery' is still open, expected that it does not hold",
        "in this example 'artery' holds, expected that it is still open",
    ]
    assert told(examples_hold, "rules", "artery", condition=None, examples=open_) == []


def test_the_rest_of_an_example_is_no_but_for_what_it_says() -> None:
    both: Expression = And((Variable("redness"), Not(Variable("warmth")), Not(Compare("age", "<", 16))))
    rest = Examples(
        holds={"redness": "yes", "age": 40, "the_rest": "no"},
        does_not_hold={"the_rest": "no"},
        still_open={"redness": "yes", "the_rest": "no"},
    )
    assert told(examples_hold, "rules", "artery", condition=both, examples=rest) == []
    wrong = Examples(holds={"redness": "yes", "the_rest": "yes"}, does_not_hold={}, still_open={})
    messages = [
        message
        for message, _, _ in told(examples_hold, "rules", "artery", condition=Variable("redness"), examples=wrong)
    ]
    assert messages == [
        "the_rest: 'yes', expected no",
        "in this example 'artery' is still open, expected that it does not hold",
    ]


def test_an_answer_in_an_example_is_one_that_its_finding_can_have() -> None:
    unknown = examples(holds={"rednes": "yes"})
    assert told(examples_hold, "rules", "artery", **unknown)[0][:2] == (
        "unknown finding 'rednes'",
        "did you mean 'redness'?",
    )
    bad = examples(holds={"redness": "maybe", "warmth": "perhaps"})
    assert [row[:2] for row in told(examples_hold, "rules", "artery", **bad)] == [
        ("'maybe' is no answer to 'redness'", "")
    ]


FINDINGS = LOADED.model.findings


@pytest.mark.parametrize(
    ("finding", "answer", "value"),
    [
        (FINDINGS["redness"], "yes", True),
        (FINDINGS["redness"], "no", False),
        (FINDINGS["redness"], "unsure", None),
        (FINDINGS["place"], "arm", "arm"),
        (FINDINGS["place"], "foot", None),
        (FINDINGS["age"], 0, 0.0),
        (FINDINGS["age"], 120, 120.0),
        (FINDINGS["age"], 121, None),
        (FINDINGS["age"], -1, None),
        (FINDINGS["age"], True, None),
        (FINDINGS["age"], "54", None),
    ],
)
def test_the_value_of_a_plain_answer(finding: Finding, answer: object, value: Value) -> None:
    found = answer_value(finding, answer)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("fields", "message", "place"),
    [
        (
            {"urgencies": ("emergency", "self_care")},
            "expected the urgencies from the mildest on: self_care, own_gp, doctor_today, emergency",
            "[self_care, own_gp, doctor_today, emergency]",
        ),
        (
            {"default_urgency": "self_care"},
            "'self_care' has to be earned, expected a more urgent default",
            "own_gp",
        ),
    ],
)
def test_the_urgencies_have_their_order_and_a_default_above_the_mildest(
    fields: dict[str, Any], message: str, place: str
) -> None:
    about = replace(LOADED.model.about, **fields)
    changed = replace(LOADED, model=replace(LOADED.model, about=about))
    (problem,) = check_rules.urgencies_are_safe(changed)
    assert (problem.message, marked(problem)) == (message, place)


def test_an_exception_for_a_finding_that_is_gone_is_told_at_its_line() -> None:
    findings = {name: finding for name, finding in FINDINGS.items() if name != "fever"}
    changed = replace(LOADED, model=replace(LOADED.model, findings=findings))
    (problem,) = check_safety.properties_fit(changed)
    assert problem.message == "unknown finding 'fever'"
    assert marked(problem).startswith('{because: "redness or warmth of the leg is a doctor today without it"')
