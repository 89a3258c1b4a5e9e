"""`venevagt safety-case` as it is typed: what it refuses, what it says, and that it writes the same twice."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.care.helpers import MODEL
from tests.knowledge.changed import copy_with
from tests.test_safety_case import HTML, PDF, Written, safety_case, squeezed

from venevagt.knowledge.safety import Exemption, Lowering, Property
from venevagt.safety_case.html import to_html
from venevagt.safety_case.pdf import to_pdf
from venevagt.safety_case.shapes import ProofTrace, SecondCheck
from venevagt.safety_case.trace import trace


@pytest.fixture
def no_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("venevagt.safety_case.proved.solver_installed", lambda: False)


def test_a_property_that_does_not_hold_is_said_in_big_letters(tmp_path: Path) -> None:
    copy = copy_with(
        tmp_path, ("safety.yaml", "urgency <> 'self_care' OR highest = 'self_care'", "urgency <> 'own_gp'")
    )
    result = safety_case("-o", tmp_path / "out", "--knowledge", copy)
    assert result.exit_code == 1
    assert "DOES NOT HOLD: self_care_is_final" in result.stderr
    written = Written(tmp_path / "out")
    assert 'class="shout">REFUTED<' in (tmp_path / "out" / HTML).read_text(encoding="utf-8")
    assert "Not in this case" in written.page.text
    for text in (squeezed(written.page.text), written.first_page):
        assert squeezed("REFUTED Not every property holds") in text
        assert text.count("self_care_is_final")


def test_words_of_the_knowledge_never_become_markup(tmp_path: Path, no_solver: None) -> None:
    evil = """'<script>alert(1)</script> & <b> {{ words }} #panic() $x$ *bold* `raw` @see'"""
    copy = copy_with(tmp_path, ("hazards.yaml", "Only signs of a clot are asked for.", evil))
    assert safety_case("-o", tmp_path, "--knowledge", copy).exit_code == 0
    source = (tmp_path / HTML).read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt; {{ words }}" in source
    assert "<script" not in source
    assert Written(tmp_path).pdf_says(evil.strip("'"))


def test_without_the_solver_nothing_is_called_proved(tmp_path: Path, no_solver: None) -> None:
    result = safety_case("-o", tmp_path)
    assert result.exit_code == 0
    assert f"0 of {len(MODEL.properties)} properties proved" in result.stdout
    assert "pip install 'venevagt[prove]'" in result.stdout
    text = Written(tmp_path).page.text
    assert text.count("Not proved here") == len(MODEL.properties) + 1
    assert "Proved" not in text


def test_without_typst_the_page_is_written_and_the_way_to_the_pdf_is_said(
    tmp_path: Path, no_solver: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("venevagt.safety_case.pdf.typst_installed", lambda: False)
    result = safety_case("-o", tmp_path)
    assert result.exit_code == 3
    assert "typst is not installed; install it with: pip install 'venevagt[pdf]'" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == [HTML]
    (tmp_path / PDF).write_bytes(b"old")
    assert "is left from an earlier run" in safety_case("-o", tmp_path).stderr


def test_the_same_knowledge_gives_the_same_bytes_on_another_day_and_machine(tmp_path: Path) -> None:
    for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland")):
        changed = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "SOURCE_DATE_EPOCH": f"{seed}000000000"}
        program = "from venevagt.cli.main import run; run()"
        command = [sys.executable, "-c", program, "safety-case", "-o", str(tmp_path / seed)]
        subprocess.run(command, env=changed, check=True, capture_output=True)
    for name in (HTML, PDF):
        assert (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()


def test_a_folder_that_cannot_be_written_is_a_message(tmp_path: Path, no_solver: None) -> None:
    file = tmp_path / "file"
    file.touch()
    (tmp_path / "taken" / HTML).mkdir(parents=True)
    for folder in (file, file / "under", tmp_path / "taken"):
        result = safety_case("-o", folder)
        assert result.exit_code == 2
        assert "expected a folder that can be written, choose another with -o" in result.stderr


def test_unsound_knowledge_is_a_message(tmp_path: Path) -> None:
    copy = copy_with(tmp_path, ("hazards.yaml", "owner: clinical_lead", "owner: clinical_led"))
    result = safety_case("-o", tmp_path, "--knowledge", copy)
    assert result.exit_code == 2
    assert "did you mean 'clinical_lead'?" in result.stderr
    assert not (tmp_path / HTML).exists()


def test_lowerings_duties_and_properties_of_rules_are_laid_out_too(tmp_path: Path) -> None:
    """Shapes that the knowledge may have and does not have at every time."""
    hazard = MODEL.hazards["leg_clot_missed"]
    duty = msgspec.structs.replace(hazard.controls[0], operator="Look at it every day.", texts=("rules/dvt_signs",))
    lowering = Lowering(
        was="doctor_today",
        now="own_gp",
        when="leg_pain",
        because="It was too careful.",
        hazard=hazard.id,
        since="0.2.0",
        sources=("S1",),
        unsure="leg_pain",
        id="less_for_pain",
    )
    of_rules = Property(
        says="Every rule can decide.",
        cases="interview",
        every_rule=True,
        possible="it AND NOT others",
        exceptions={"dvt_signs": Exemption("Another one says it too.", hazard.id)},
        id="every_rule_decides",
    )
    model = msgspec.structs.replace(
        MODEL,
        hazards={**MODEL.hazards, hazard.id: msgspec.structs.replace(hazard, controls=(duty,))},
        lowerings={lowering.id: lowering},
        properties={**MODEL.properties, of_rules.id: of_rules},
    )
    case = trace(
        model, dict.fromkeys(model.properties, ProofTrace("proved", "Proved.")), SecondCheck(True, "Gone through.")
    )
    (tmp_path / HTML).write_bytes(to_html(case))
    (tmp_path / PDF).write_bytes(to_pdf(case))
    written = Written(tmp_path)
    for text in (
        "Look at it every day.",
        "rules/dvt_signs",
        "less_for_pain",
        "It was too careful.",
        "from doctor today to own doctor, only when not sure of leg_pain",
        "every way through the interview; one by one for each rule",
        "Another one says it too.",
        "it AND NOT others",
        "Left by exceptions or lowerings in",
    ):
        assert squeezed(text) in squeezed(written.page.text)
        assert written.pdf_says(text)
    assert [link for link in written.page.links if link[1:] not in written.page.ids] == []
