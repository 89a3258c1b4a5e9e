"""The lists that a maintainer makes: they fit the lock files, and what can't be known is not claimed."""

import re
from pathlib import Path

import msgspec
import pytest
from maintenance import audit
from maintenance.locks import LOCKS, Pinned, read_lock
from maintenance.scores import LEAST, Report, too_low
from maintenance.soup import judged

ROOT = Path(__file__).parent.parent
RUN = read_lock(LOCKS / "run.txt")


def test_the_list_of_third_party_software_fits_the_lock() -> None:
    listed = (ROOT / "docs" / "soup.md").read_text(encoding="utf-8").partition("\n## Not in the running program")[0]
    rows = set(re.findall(r"^\| ([a-z0-9-]+) \| ([0-9][\w.+-]*) \|", listed, re.MULTILINE))
    assert rows == {(own.name, own.version) for own in RUN}, "docs/soup.md is not of locks/run.txt: run `make soup`"


def test_every_package_is_judged_and_every_test_exists() -> None:
    entries = judged()
    assert set(entries) == {own.name for own in RUN}, "maintenance/soup.yaml is not of locks/run.txt: edit it"
    for entry in entries.values():
        assert entry.detected_by or entry.relies.startswith("None.")
        for test in entry.detected_by:
            path, _, name = test.partition("::")
            assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8"), test


@pytest.mark.parametrize("name", ["run", "test", "build", "maintenance"])
def test_every_lock_has_hashes_and_says_what_brings_a_package(name: str) -> None:
    lock = read_lock(LOCKS / f"{name}.txt")
    names = {own.name for own in lock}
    # A package stands twice only where newer Pythons get another version of it.
    assert len({(own.name, own.marker) for own in lock}) == len(lock) > 5
    assert all(own.marker for own in lock if [other.name for other in lock].count(own.name) > 1)
    assert all(own.hashes for own in lock)
    for own in lock:
        assert own.direct or set(own.via) <= names, own


def test_no_lock_has_another_version_than_the_program_runs_with() -> None:
    running = {own.name: own.version for own in RUN}
    for name in ("test", "build", "maintenance"):
        own = {package.name: package.version for package in read_lock(LOCKS / f"{name}.txt")}
        assert {package: own[package] for package in own.keys() & running} == {
            package: running[package] for package in own.keys() & running
        }


@pytest.mark.parametrize(
    ("text", "named"),
    [("click==8.5.1\n", "click has no hash"), ("click>=8\n", "lock.txt:1"), ("\n    --hash=md5:00\n", "lock.txt:2")],
)
def test_a_broken_lock_is_named(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "lock.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=named):
        read_lock(path)


# The audit

CLICK = Pinned("click", "8.5.1", "", ("0" * 64,), ("uvicorn",))
CLEAN = {"dependencies": [{"name": "click", "version": "8.5.1", "vulns": []}]}
KNOWN = {"dependencies": [{"name": "click", "version": "8.5.1", "vulns": [{"id": "X-1", "fix_versions": ["8.5.2"]}]}]}
LEFT_OUT = {"dependencies": [{"name": "click", "skip_reason": "not found"}]}


@pytest.mark.parametrize(
    ("answers", "code", "said"),
    [
        ((CLEAN,), 0, "no known vulnerability in 1 packages"),
        (("no network", CLEAN), 0, "says osv"),
        ((LEFT_OUT, CLEAN), 0, "says osv"),
        ((KNOWN,), 1, "click 8.5.1: X-1, fixed in 8.5.2"),
        (("no network", KNOWN), 1, "X-1"),
        (("no network", "no network"), 3, "NOT AUDITED"),
        ((LEFT_OUT, "no network"), 3, "did not look at 1 of 1 packages"),
        ((LEFT_OUT, LEFT_OUT), 3, "NOT AUDITED"),
    ],
)
def test_an_audit_succeeds_only_when_every_package_was_looked_at(
    answers: tuple[audit.Answer | str, ...],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    waiting = iter(answers)
    monkeypatch.setattr(audit, "read_lock", lambda _: (CLICK,))
    monkeypatch.setattr(audit, "ask", lambda _: next(waiting))
    assert audit.main() == code
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    assert ("no known vulnerability" in shown.out) == (code == 0)


def npm_locks() -> list[Path]:
    return [
        path for path in ROOT.glob("*/*/package-lock.json") if not any(part.startswith(".venv") for part in path.parts)
    ]


def test_what_npm_installs_is_pinned_and_comes_from_where_npm_is_set_to_look() -> None:
    assert len(npm_locks()) == 4
    for path in npm_locks():
        packages = msgspec.json.decode(path.read_bytes())["packages"]
        wanted = msgspec.json.decode((path.parent / "package.json").read_bytes())["dependencies"]
        assert packages.pop("")["dependencies"] == wanted
        for name, own in packages.items():
            assert own["integrity"].startswith("sha512-"), name
            assert own.get("resolved", "https://registry.npmjs.org/").startswith("https://registry.npmjs.org/"), name


def test_a_score_below_its_goal_is_named_with_what_took_its_points() -> None:
    categories = {name: {"score": 1, "auditRefs": []} for name in LEAST}
    whole = {
        "categories": categories,
        "audits": {"lcp": {"title": "Largest paint", "score": 0.5, "displayValue": "9 s"}},
    }
    assert too_low(msgspec.convert(whole, Report)) == []
    slow = {"score": 0.94, "auditRefs": [{"id": "lcp", "weight": 25}]}
    lines = too_low(msgspec.convert({**whole, "categories": {**categories, "performance": slow}}, Report))
    assert lines == ["performance: 94, expected 95; Largest paint 9 s"]
    lines = too_low(msgspec.convert({**whole, "categories": {**categories, "seo": {**slow, "score": None}}}, Report))
    assert lines[0].startswith("seo: 0, expected 100")
