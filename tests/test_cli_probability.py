"""`venevagt probability` as it is typed: text, JSON, the drawing, the comparison, and what cannot be used."""

import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.care.helpers import MODEL
from tests.care.test_probability import SUSPECTED, UNLIKELY, assessed

from venevagt.cli.main import main
from venevagt.cli.probability_drawing import drawing, ends_of_100
from venevagt.cli.probability_words import digits, percent

SVG = "{http://www.w3.org/2000/svg}"
CASE = json.dumps({**SUSPECTED, "active_cancer": "yes", "recent_surgery": "yes", "immobile": "yes"})


def venevagt(*arguments: str, case: str = CASE) -> Result:
    return CliRunner().invoke(main, ["probability", *arguments], input=case, catch_exceptions=False)


def told(*arguments: str, case: str = CASE) -> str:
    found = venevagt(*arguments, case=case)
    assert (found.exit_code, found.stderr) == (0, "")
    return " ".join(found.stdout.split())


def test_the_text_says_what_goes_in_and_what_comes_out() -> None:
    text = told("--of", "dvt", "--case", "-", "--pretest", "5-20%", "--lang", "en")
    for words in (
        "Start: 10 % (95 % interval 5-20), as given by you.",
        "likelihood ratio 2.71 (interval not given). From 10 % to 24 % (+13.4 points, log-odds +0.997).",
        "Probability: 52 % (95 % interval 33-70)",
        "Of 100 people like this one, about 52 have DVT.",
        "The true interval is wider. The source gives none for: cancer now",
        "as if the findings were independent of each other. They are not:",
        "(recently immobilised; recent surgery): 38 % to 52 %.",
        "If all that point the same way overlap: 24 % to 52 %.",
        "Below 2 % the clot counts as excluded (S63, S71).",
        "What would D-dimer change?",
        "Venevagt advises and makes no diagnosis.",
    ):
        assert words in text
    assert "not known whether" not in text


def test_the_same_in_danish() -> None:
    text = told("--of", "dvt", "--case", "-", "--pretest", "0,1", "--lang", "da", "--treat", "80%")
    assert "Sandsynlighed: 51 % (interval ikke angivet)" in text
    assert "Fra 80 % behandles den." in text
    assert "Venevagt rådgiver og stiller ingen diagnose." in text
    assert "." not in text.split("likelihood ratio")[1].split("(")[0]


def test_a_score_says_what_it_weighs_and_what_a_test_would_change() -> None:
    text = told("--of", "dvt", "--case", "-", "--lang", "en", case=json.dumps(UNLIKELY))
    assert "Start: 5.5 % (interval not given) in the group “DVT unlikely" in text
    assert "calf not swollen: Wells score for DVT weighs it already." in text
    assert "normal D-dimer (expected in 34 of 100): 0.63 % (95 % interval 0.32-1.2)." in text
    assert "It changes what is done in 34 of 100." in text
    assert "Without the test: 0 clots missed, 1000 examined further" in text
    assert "With it: 2.1 clots missed, 660 examined further" in text


def test_a_d_dimer_that_says_little_is_marked_before_and_after_it_is_done() -> None:
    says = "D-dimer: It says little in pregnancy, with cancer, after surgery"
    assert says in told("--of", "dvt", "--case", "-", "--pretest", "10%", "--lang", "en").split("What would D-dimer")[1]
    done = json.dumps({**SUSPECTED, "on_anticoagulant": "yes", "d_dimer": "300 ug/L{FEU}"})
    assert (
        says
        in told("--of", "dvt", "--case", "-", "--pretest", "10%", "--lang", "en", case=done).split("Probability:")[0]
    )


def test_for_whom_it_is_stands_first_while_it_is_open() -> None:
    text = told("--of", "dvt", "--case", "-", "--pretest", "10%", "--lang", "en", case='{"age": 50}')
    assert "were studied in adults in whom the clot was suspected. First answer: " in text


def test_json_is_the_whole_result_and_lines_give_lines() -> None:
    found = venevagt("--of", "dvt", "--case", "-", "--pretest", "10%", "--json")
    result = json.loads(found.stdout)
    assert result["probability"]["median"] == pytest.approx(0.512031)
    assert [factor["factor"] for factor in result["factors"]] == ["dvt_cancer", "dvt_immobile", "dvt_surgery"]
    assert result["tests"][0]["test"] == "d_dimer_dvt"
    many = venevagt("--of", "dvt", "--case", "-", "--pretest", "10%", case=f'{CASE}\n{{"agee": 1}}\n{CASE}\n')
    assert many.exit_code == 2
    assert [json.loads(line)["outcome"] for line in many.stdout.splitlines()] == ["dvt", "dvt"]
    assert "line 2: unknown finding 'agee', did you mean 'age'?" in many.stderr


def test_the_comparison_is_printed() -> None:
    text = told("calibrate", "--lang", "en")
    assert "Wells score for DVT (1997)" in text
    assert "Wells unlikely and a normal D-dimer: published 1.2 % (95 % interval 0.7-1.8), calculated 0.63 %" in text
    assert "Only the intervals overlap: 0.57 percentage points apart." in text
    assert "published 75 % (53 of 71), calculated 50 %" in text
    rows = json.loads(venevagt("calibrate", "--json").stdout)
    assert {key: len(value) for key, value in rows.items()} == {"bands": 16, "chains": 6}


def test_the_document_shows_what_the_commands_print(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    document = (Path(__file__).parent.parent / "docs" / "probability.md").read_text(encoding="utf-8")
    assert venevagt("calibrate", "--lang", "en").stdout.strip() in document
    case = '{"dvt_suspected": "yes", "age": 54, "active_cancer": "yes", "recent_surgery": "yes", "immobile": "yes"}'
    assert case in document
    shown = venevagt("--of", "dvt", "--case", "-", "--pretest", "5-20%", "--lang", "en", case=case).stdout
    assert shown.strip().partition("What would ultrasound of the proximal")[0].strip() in document


@pytest.mark.parametrize("language", MODEL.about.languages)
def test_the_drawing_is_whole_and_says_it_in_words(tmp_path: Path, language: str) -> None:
    target = tmp_path / "drawing.svg"
    told("--of", "dvt", "--case", "-", "--pretest", "5-20%", "--svg", str(target), "--lang", language)
    root = ElementTree.fromstring(target.read_text(encoding="utf-8"))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert "52 %" in (title.text or "")
    assert all(words in (description.text or "") for words in ("10 %", "52 %", "24-70 %", "Fagan", "100"))
    assert (root.get("role"), root.get("lang"), root.get("aria-labelledby")) == ("img", language, "title")
    assert "prefers-color-scheme:dark" in "".join(root.itertext())
    assert "http" not in target.read_text(encoding="utf-8").replace(SVG[1:-1], "")


def test_the_drawing_counts_and_points_right() -> None:
    result = assessed("dvt", {**SUSPECTED, "active_cancer": "yes"}, "5-20%")
    root = ElementTree.fromstring(drawing(MODEL, "en", result))
    low, high = ends_of_100(result)
    assert (low, high) == (12, 41)
    kinds = {kind: len(root.findall(f"{SVG}rect[@class='{kind}']")) for kind in ("have", "may")}
    # One of each kind more stands in the legend.
    assert kinds == {"have": low + 1, "may": high - low + 1}
    assert len(root.findall(f"{SVG}circle")) == 100 - high + 1
    line = root.find(f"{SVG}path[@class='line']")
    assert line is not None
    start, end = line.attrib["d"].removeprefix("M").split("L")
    (x1, y1), (x2, y2) = (map(float, point.split()) for point in (start, end))
    # On the way it crosses the middle scale at the likelihood ratio, here between 2 and 5.
    middle = (y1 + y2) / 2
    marks = {
        text.text: float(text.attrib["y"]) - 3.5 for text in root.findall(f"{SVG}text") if text.attrib["x"] == "249"
    }
    assert marks["5"] < middle < marks["2"]
    assert (x1 + x2) / 2 == 240


def test_a_drawing_of_the_ends_of_the_scales_stays_on_it() -> None:
    for pretest, found in (("0.00001", "negative"), ("0.99999", "positive")):
        result = assessed("dvt", {**SUSPECTED, "ultrasound_proximal": found}, pretest)
        root = ElementTree.fromstring(drawing(MODEL, "da", result))
        line = root.find(f"{SVG}path[@class='line']")
        assert line is not None
        assert all(50 <= float(point.split()[1]) <= 510 for point in line.attrib["d"].removeprefix("M").split("L"))


def test_numbers_are_short_in_both_languages() -> None:
    shown = {
        0.0032: "0.32",
        0.055: "5.5",
        0.12: "12",
        0.999: "99.9",
        0.99996: "99.996",
        0.00000012: "0.000012",
        1: "100",
    }
    assert {value: percent(value, "en") for value in shown} == shown
    assert percent(0.055, "da") == "5,5"
    assert digits(0.0000123, "en") == "0.0000123"
    assert digits(2.71, "da", sign=True) == "+2,71"


def test_overlap_shows_in_the_drawing_where_no_interval_is_known() -> None:
    answers = {**SUSPECTED, "active_cancer": "yes", "immobile": "yes"}
    assert ends_of_100(assessed("dvt", answers, "10%")) == (23, 38)
    assert ends_of_100(assessed("dvt", SUSPECTED, "12%")) == (12, 12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--case", "-"), "without --of: expected one of dvt, pe"),
        (("--of", "dtv", "--case", "-"), "--of 'dtv': expected one of dvt, pe"),
        (("--of", "dvt"), "without --case: expected `venevagt probability --of dvt --case FILE`"),
        (("--of", "dvt", "--case", "-", "--pretest", "12"), "'12' without %, expected a share such as 0.12"),
        (("--of", "dvt", "--case", "-", "--pretest", "1"), "the probability 1: expected more than 0 and less than 1"),
        (("--of", "dvt", "--case", "-", "--rule-out", "1-2%"), "--rule-out 1-2%: expected one share such as 2%"),
        (("--of", "dvt", "--case", "-", "--treat", "1%"), "excluded below 0.02 and treated from 0.01"),
        (("--of", "dvt", "--case", "-", "--score", "wels_dvt"), "unknown score 'wels_dvt', did you mean 'wells_dvt'?"),
        (("--of", "dvt", "--case", "-"), "wells_dvt is still open: unlikely or likely."),
        (("--of", "dvt", "--case", "/no/such/file"), "expected a file with a case"),
        (
            ("--of", "dvt", "--case", "-", "--pretest", "5%", "--svg", "/no/such/folder/x.svg"),
            "expected a file to write",
        ),
        (("calibrat",), "unknown word 'calibrat', expected calibrate"),
        (("calibrate", "--pretest", "5%"), "probability calibrate compares published results"),
    ],
)
def test_what_cannot_be_used_is_named(arguments: tuple[str, ...], message: str) -> None:
    found = venevagt(*arguments)
    assert (found.exit_code, found.stdout) == (2, "")
    assert message in found.stderr
