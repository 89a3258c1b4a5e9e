"""What a change of the knowledge changes is told exactly: nothing missing, nothing too much."""

import random
import subprocess
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result
from tests.knowledge.changed import KNOWLEDGE, copy_with

from venevagt.care.engine import Engine
from venevagt.cli.main import main
from venevagt.knowledge.compare import Comparison, compare
from venevagt.knowledge.compiled import compile_directory, get_model
from venevagt.knowledge.model import Model
from venevagt.logic.expression import Value

NEARER = ("triage/doctor_today.yaml", "calf_difference_cm >= 3", "calf_difference_cm >= 2")
WEAKER = (
    (
        "triage/doctor_today.yaml",
        "NOT eased_by_stretch, growing, sudden_onset",
        "NOT eased_by_stretch, sudden_onset",
    ),
)


def changed(tmp_path: Path, *changes: tuple[str, str, str]) -> Model:
    return compile_directory(copy_with(tmp_path, *changes))


def test_the_same_knowledge_does_not_differ() -> None:
    assert compare(get_model(), get_model()) == Comparison((), (), {}, ())


def test_a_lower_limit_is_safer_by_exactly_the_numbers_between(tmp_path: Path) -> None:
    found = compare(get_model(), changed(tmp_path, NEARER))
    assert found.less_urgent == ()
    assert {(one.before, one.after) for one in found.safer} == {
        ("self_care", "doctor_today"),
        ("own_gp", "doctor_today"),
    }
    for one in found.safer:
        assert one.conditions == ({"calf_difference_cm": "from 2 to below 3"},)
        assert 0 < one.cases < one.of
    assert found.words == ("rules: dvt_signs differs",)


def test_the_other_way_round_it_is_less_urgent(tmp_path: Path) -> None:
    found = compare(changed(tmp_path, NEARER), get_model())
    assert found.safer == ()
    assert len(found.less_urgent) == 2
    assert all(one.conditions == ({"calf_difference_cm": "from 2 to below 3"},) for one in found.less_urgent)


def test_a_sign_taken_from_a_pattern_is_told_with_the_signs_it_counted_with(tmp_path: Path) -> None:
    found = compare(get_model(), changed(tmp_path, *WEAKER))
    told = [set(answers) for one in found.less_urgent for answers in one.conditions]
    assert told
    assert all({"growing", "one_sided"} < answers and len(answers) == 3 for answers in told)


@pytest.mark.parametrize("changes", [(NEARER,), WEAKER, (NEARER, *WEAKER)])
def test_every_case_that_changes_is_told_and_no_other(
    tmp_path: Path, changes: tuple[tuple[str, str, str], ...]
) -> None:
    """On thousands of random cases, most of them calm: the conditions tell just those that change."""
    old, new = get_model(), changed(tmp_path, *changes)
    found = compare(old, new)
    engines = [Engine(old), Engine(new)]
    rng = random.Random(7)
    seen = 0
    for _ in range(6000):
        case = _random_case(old, rng)
        before, after = (engine.model.about.urgencies[engine.rank(engine.values(case))] for engine in engines)
        told = any(
            (one.before, one.after) == (before, after) and any(_fits(case, answers) for answers in one.conditions)
            for one in (*found.safer, *found.less_urgent)
        )
        assert told is (before != after), (case, before, after)
        seen += told
    assert seen > 20


LIKELY = {"context": 0.6, "reassuring": 0.5, "warning_sign": 0.1, "troublesome": 0.1}
"""How often a finding of a kind is a yes in the random cases; the others hardly ever."""


def _random_case(model: Model, rng: random.Random) -> dict[str, Value]:
    case: dict[str, Value] = {}
    for name, finding in model.findings.items():
        if finding.type == "yes_no":
            case[name] = rng.random() < LIKELY.get(finding.kind, 0.002)
        elif finding.type == "choice":
            case[name] = rng.choice(finding.options)
        else:
            case[name] = rng.choice([finding.low, 1.9, 2.0, 2.5, 3.0, finding.high])
    return case


def _fits(case: dict[str, Value], answers: object) -> bool:
    assert isinstance(answers, dict)
    return all(_in_class(case[name], told) for name, told in answers.items())


def _in_class(value: Value, told: str) -> bool:
    if isinstance(value, bool):
        return told == ("yes" if value else "no")
    if isinstance(value, str):
        return told == value
    assert value is not None
    words = told.split()
    if words[0] == "from":
        return float(words[1]) <= value < float(words[-1])
    return value >= float(words[0])


def test_what_not_sure_counts_as_and_words_are_told(tmp_path: Path) -> None:
    found = compare(
        get_model(),
        changed(
            tmp_path,
            (
                "findings/look_alikes.yaml",
                "fever:\n    kind: look_alike\n    type: yes_no\n    unsure: no",
                "fever:\n    kind: look_alike\n    type: yes_no\n    unsure: yes",
            ),
            ("text/da/advice.yaml", "Drik nok.", "Drik nok vand."),
            ("services.yaml", "70 15 03 00", "70 15 03 01"),
        ),
    )
    assert (found.safer, found.less_urgent) == ((), ())
    assert found.unsure == {"fever": ("no", "yes")}
    assert set(found.words) == {
        "findings: fever differs",
        "services: out_of_hours_nordjylland differs",
        "text/da/advice: drink_enough differs",
    }


def test_a_finding_of_another_type_cannot_be_compared() -> None:
    model = get_model()
    findings = {**model.findings, "age": msgspec.structs.replace(model.findings["age"], high=130)}
    with pytest.raises(ValueError, match="'age' has another type, range or options"):
        compare(model, msgspec.structs.replace(model, findings=findings))


def venevagt(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["knowledge", "compare", *map(str, arguments)], catch_exceptions=False)


def test_the_command_tells_it_in_words(tmp_path: Path) -> None:
    copy = copy_with(tmp_path, NEARER)
    assert venevagt(KNOWLEDGE).stdout == "nothing differs\n"
    there = venevagt(KNOWLEDGE, copy).stdout
    assert "safer: own_gp -> doctor_today" in there
    assert "  doctor_today is forced now by: calf_difference_cm from 2 to below 3" in there
    back = venevagt(copy, KNOWLEDGE).stdout
    assert "LESS URGENT: doctor_today -> own_gp" in back
    assert "  doctor_today was forced before by: calf_difference_cm from 2 to below 3" in back


def test_the_command_reads_a_git_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy_with(tmp_path)
    monkeypatch.chdir(tmp_path)
    git = ["git", "-c", "user.name=Tester", "-c", "user.email=tester@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "first"]):
        subprocess.run([*git, *command], check=True, capture_output=True)
    path = tmp_path / "knowledge" / NEARER[0]
    path.write_text(path.read_text(encoding="utf-8").replace(NEARER[1], NEARER[2]), encoding="utf-8")
    assert "safer: own_gp -> doctor_today" in venevagt("HEAD", "knowledge").stdout
    wrong = venevagt("no-such-revision", "knowledge")
    assert wrong.exit_code == 2
    assert "neither a folder nor a git revision with a folder 'knowledge'" in wrong.stderr
