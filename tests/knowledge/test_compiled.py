"""The compiled knowledge is never stale, and the same as what the files say."""

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.knowledge.changed import KNOWLEDGE, copy_with

from venevagt.knowledge import compiled
from venevagt.knowledge.check import WARN_BEFORE, expired
from venevagt.knowledge.decision import proved
from venevagt.knowledge.load import fingerprint, load
from venevagt.knowledge.model import Model


@pytest.fixture
def own_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the knowledge that the program takes for its own, with its own compiled file."""
    directory = copy_with(tmp_path)
    monkeypatch.setattr(compiled, "default_directory", lambda: directory)
    monkeypatch.setattr(compiled, "COMPILED", tmp_path / "data" / "knowledge.msgpack")
    compiled._own_model.cache_clear()
    yield directory
    compiled._own_model.cache_clear()


def test_the_compiled_file_gives_the_same_model(own_place: Path) -> None:
    built = compiled.get_model()
    compiled._own_model.cache_clear()
    assert compiled.get_model() == built == compiled.compile_directory(own_place)


def test_another_user_can_read_the_compiled_file(own_place: Path) -> None:
    compiled.get_model()
    assert compiled.COMPILED.stat().st_mode & 0o444 == 0o444


def test_a_changed_file_is_noticed(own_place: Path) -> None:
    before = compiled.get_model()
    compiled._own_model.cache_clear()
    path = own_place / "text" / "da" / "advice.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Drik nok.", "Drik nok vand."), encoding="utf-8")
    after = compiled.get_model()
    assert after.texts["da"].advice["drink_enough"] == "Drik nok vand."
    assert after.sha256 != before.sha256


def test_a_torn_compiled_file_is_built_again(own_place: Path) -> None:
    whole = compiled.get_model()
    compiled._own_model.cache_clear()
    compiled.COMPILED.write_bytes(compiled.COMPILED.read_bytes()[:1000])
    assert compiled.get_model() == whole


def test_a_file_that_broke_is_refused_not_served_from_the_old_build(own_place: Path) -> None:
    compiled.get_model()
    compiled._own_model.cache_clear()
    (own_place / "facts.yaml").write_text("facts: [", encoding="utf-8")
    with pytest.raises(compiled_error(), match=r"facts\.yaml:1:"):
        compiled.get_model()


def compiled_error() -> type[Exception]:
    from venevagt.knowledge.problems import KnowledgeError

    return KnowledgeError


def test_line_ends_do_not_change_the_fingerprint(tmp_path: Path) -> None:
    directory = copy_with(tmp_path)
    path = directory / "facts.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert fingerprint(directory) == fingerprint(KNOWLEDGE)


def test_the_model_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        compiled.get_model().about = None  # type: ignore[misc,assignment]


def test_the_diagram_decides_what_the_rules_decide_for_every_case() -> None:
    assert proved(compiled.get_model())


def test_the_proof_fails_when_a_rule_differs_from_the_diagram() -> None:
    model = compiled.get_model()
    for name in ("rupture", "artery", "plain_cramp", "limb_threat"):
        fewer = {key: rule for key, rule in model.rules.items() if key != name}
        assert not proved(msgspec.structs.replace(model, rules=fewer)), name


def test_only_place_pulls_both_ways() -> None:
    decision = compiled.get_model().decision
    assert decision is not None
    assert decision.both_ways == ("place",)


def _end_of_first_review(model: Model) -> date:
    return min(service.review.valid_to for service in model.services.values() if service.review)


def test_an_expired_statement_is_an_error_and_one_about_to_is_a_warning() -> None:
    loaded = load(KNOWLEDGE)
    end = _end_of_first_review(loaded.model)
    over, soon = expired(loaded, end)
    assert over == []
    assert {problem.file for problem in soon} == {"knowledge/services.yaml"}
    assert expired(loaded, end - WARN_BEFORE) == ([], [])
    over, _ = expired(loaded, end + timedelta(days=1))
    assert "out_of_hours_hovedstaden" in over[0].message


def test_nothing_has_expired_on_the_day_of_release() -> None:
    loaded = load(KNOWLEDGE)
    assert expired(loaded, loaded.model.about.released)[0] == []


def test_where_nothing_can_be_written_the_model_is_compiled_each_time(
    own_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "COMPILED", Path(os.devnull) / "data" / "knowledge.msgpack")
    assert compiled.get_model() == compiled.compile_directory(own_place)


def test_the_compiled_file_is_written_whole_and_nothing_is_left_beside_it(own_place: Path) -> None:
    built = compiled.get_model()
    assert list(compiled.COMPILED.parent.iterdir()) == [compiled.COMPILED]
    again = compiled.COMPILED.parent / "deeper" / "again.msgpack"
    assert compiled.write_compiled(own_place, again) == built
    assert again.read_bytes() == compiled.COMPILED.read_bytes()


def test_an_up_to_date_compiled_file_is_not_built_again(own_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = compiled.get_model()
    compiled._own_model.cache_clear()
    monkeypatch.setattr(compiled, "compile_directory", None)
    assert compiled.get_model() == built
    assert compiled.get_model() is compiled.get_model()


def test_what_is_compiled_depends_on_every_knowledge_file_and_its_name_and_on_the_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = copy_with(tmp_path)
    prints = [compiled._fingerprint(directory)]
    article = directory / "text" / "da" / "cramp_or_clot.md"
    (directory / "notes.txt").write_text("not knowledge", encoding="utf-8")
    assert compiled._fingerprint(directory) == prints[0]
    article.write_text(article.read_text(encoding="utf-8") + "\nMere.", encoding="utf-8")
    prints.append(compiled._fingerprint(directory))
    article.rename(article.with_name("cramp.md"))
    prints.append(compiled._fingerprint(directory))
    (directory / "facts.yaml").write_text("facts: {}", encoding="utf-8")
    prints.append(compiled._fingerprint(directory))
    package = tmp_path / "package"
    for room in ("logic", "logic/targets", "knowledge"):
        (package / room).mkdir(parents=True)
        monkeypatch.setattr(compiled, "_PACKAGE", package)
        (package / room / "code.py").write_text("1", encoding="utf-8")
        prints.append(compiled._fingerprint(directory))
    (package / "knowledge" / "code.txt").write_text("no code", encoding="utf-8")
    assert compiled._fingerprint(directory) == prints[-1]
    assert len(set(prints)) == len(prints) == 7


def test_the_own_knowledge_is_the_installed_one_where_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiled.default_directory() == KNOWLEDGE
    monkeypatch.setattr(compiled, "_INSTALLED", tmp_path)
    assert compiled.default_directory() == tmp_path
