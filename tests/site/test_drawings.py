"""The drawings: valid, small, named, in each language, with nothing outside, on top of each other or blocked."""

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest
from msgspec.structs import asdict
from tests.care.helpers import MODEL
from tests.knowledge.changed import copy_with
from tests.plain_words import lix, longest_sentence

from venevagt.knowledge.check import check
from venevagt.knowledge.load import load
from venevagt.knowledge.model import ShareText
from venevagt.site import drawings
from venevagt.site.drawings import drawing, icon_array

FOLDER = Path(drawings.__file__).parent / "drawings"
STYLES = (FOLDER / "drawings.css").read_text(encoding="utf-8")
LANGUAGES = MODEL.about.languages
NAMES = sorted(path.stem for path in FOLDER.glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
PICTURES = {"icon_array": (5, 5), "icon_range": (3, 5)}
"""Drawings that show how many people, with the numbers that they get here."""
PEOPLE = {
    "da": ShareText("mennesker hos lægen", "har en blodprop i benet", "har noget andet i benet", "få"),
    "en": ShareText("people at the doctor's", "have a clot in the leg", "have something else", "few"),
}


def shown(name: str, language: str) -> str:
    return people(*PICTURES[name], language=language) if name in PICTURES else drawing(MODEL, name, language)


def people(low: int, high: int, whole: int = 100, language: str = "en") -> str:
    return icon_array(low, high, whole, model=MODEL, language=language, people=PEOPLE[language], id="in_test")


EVERY = [(name, language) for name in NAMES for language in LANGUAGES]
every_drawing = pytest.mark.parametrize(("name", "language"), EVERY)


class Box(NamedTuple):
    """A line of text, as wide as a wide font makes it."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


def boxes(tree: ET.Element) -> Iterator[Box]:
    for text in tree.iter(f"{SVG}text"):
        per_letter = 10.6 if text.get("class") == "d-strong" else 9.5
        for span in text.iter(f"{SVG}tspan"):
            words = "".join(span.itertext())
            width = per_letter * len(words)
            left = float(span.attrib["x"]) - {"start": 0, "middle": 0.5}[text.attrib["text-anchor"]] * width
            base = float(span.attrib["y"])
            yield Box(words, left, base - 13, left + width, base + 4)


def text_in(svg: str) -> str:
    """The words inside a drawing, as a search or a screen reader finds them."""
    return "\n".join("".join(text.itertext()) for text in ET.fromstring(svg).iter(f"{SVG}text"))


def test_every_drawing_has_words_and_all_words_a_drawing() -> None:
    for language in LANGUAGES:
        assert sorted(MODEL.texts[language].drawings) == NAMES


@every_drawing
def test_a_drawing_is_a_small_image_with_a_name_and_a_description(name: str, language: str) -> None:
    svg = shown(name, language)
    assert len(svg.encode()) <= 6144
    tree = ET.fromstring(svg)
    assert tree.get("role") == "img"
    assert {"width", "height"}.isdisjoint(tree.attrib)
    title, description = tree[0], tree[1]
    assert (title.tag, description.tag) == (f"{SVG}title", f"{SVG}desc")
    assert (tree.get("aria-labelledby"), tree.get("aria-describedby")) == (title.get("id"), description.get("id"))
    assert title.text
    assert description.text
    assert "{" not in svg
    words = MODEL.texts[language].drawings[name]
    if name not in PICTURES:
        assert (title.text, description.text) == (words.title, words.description)


@every_drawing
def test_every_label_stands_in_the_drawing(name: str, language: str) -> None:
    inside = text_in(shown(name, language))
    for words in MODEL.texts[language].drawings[name].labels.values():
        low, high = PICTURES.get(name, (0, 0))
        own = words.format(
            low=low, high=high, between=high - low, whole=100, rest=100 - high, **asdict(PEOPLE[language])
        )
        assert own in inside


@every_drawing
def test_no_text_is_outside_the_drawing_or_on_another(name: str, language: str) -> None:
    assert_text_fits(shown(name, language))


def assert_text_fits(svg: str) -> None:
    tree = ET.fromstring(svg)
    left, top, width, height = map(float, tree.attrib["viewBox"].split())
    found = list(boxes(tree))
    assert found
    for box in found:
        assert left <= box.left, box
        assert box.right <= left + width, box
        assert top <= box.top, box
        assert box.bottom <= top + height, box
    for one, other in combinations(found, 2):
        apart = one.right <= other.left or other.right <= one.left or one.bottom <= other.top or other.bottom <= one.top
        assert apart, (one, other)


@every_drawing
def test_every_shape_starts_inside_the_drawing(name: str, language: str) -> None:
    tree = ET.fromstring(shown(name, language))
    left, top, width, height = map(float, tree.attrib["viewBox"].split())
    seen = [shape for shape in tree if shape.tag in (f"{SVG}path", f"{SVG}circle") and not shape.get("mask")]
    starts = [point for shape in seen for point in re.findall(r"M(-?[\d.]+) (-?[\d.]+)", shape.get("d", ""))]
    starts += [(shape.attrib["cx"], shape.attrib["cy"]) for shape in seen if shape.get("cx")]
    assert all(left <= float(x) <= left + width and top <= float(y) <= top + height for x, y in starts)


def test_text_is_at_least_14_pixels_where_the_drawing_is_320_wide() -> None:
    size = re.search(r"\.drawing text \{ font-size: (\d+)px", STYLES)
    assert size
    for name, language in EVERY:
        width = float(ET.fromstring(shown(name, language)).attrib["viewBox"].split()[2])
        assert int(size[1]) * 320 / width >= 14


@every_drawing
def test_ids_are_its_own_and_what_is_referred_to_exists(name: str, language: str) -> None:
    svg = shown(name, language)
    ids = Counter(element.get("id") for element in ET.fromstring(svg).iter() if element.get("id"))
    own = "in_test" if name in PICTURES else name
    assert max(ids.values()) == 1
    assert all(id.startswith(f"drawing-{own}-") for id in ids if id)
    used = re.findall(r'href="#([^"]+)"|url\(#([^)]+)\)', svg)
    assert {one or other for one, other in used} <= set(ids)


@every_drawing
def test_nothing_that_a_strict_policy_blocks(name: str, language: str) -> None:
    svg = shown(name, language)
    for element in ET.fromstring(svg).iter():
        assert element.tag not in (f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}foreignObject")
        assert "style" not in element.attrib
        assert not [key for key in element.attrib if key.startswith("on")]
    assert set(re.findall(r'href="(.)', svg)) <= {"#"}
    assert "var(" not in svg


@every_drawing
def test_a_colour_stands_in_the_styles_only(name: str, language: str) -> None:
    tree = ET.fromstring(shown(name, language))
    masks = {element for mask in tree.iter(f"{SVG}mask") for element in mask.iter()}
    for element in set(tree.iter()) - masks:
        for key in ("fill", "stroke"):
            assert re.fullmatch(r"none|url\(#[\w-]+\)", element.get(key, "none"))


def test_the_styles_are_small_and_name_what_the_drawings_use() -> None:
    assert len(STYLES.encode()) <= 1024
    used = {
        word
        for name, language in EVERY
        for element in ET.fromstring(shown(name, language)).iter()
        for word in element.get("class", "").split()
    }
    assert used == set(re.findall(r"\.(drawing|d-[a-z]+)", STYLES))
    assert "forced-colors: active" in STYLES


def test_a_swollen_leg_is_told_by_its_width_its_hatching_and_words() -> None:
    svg = drawing(MODEL, "leg_where_to_feel", "en")
    assert 'fill="url(#drawing-leg_where_to_feel-hatch)"' in svg
    assert "swollen" in text_in(svg)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_drawing_measures_where_the_question_says(language: str) -> None:
    label = MODEL.texts[language].drawings["measuring_the_calf"].labels["below"]
    assert label in MODEL.texts[language].findings["calf_difference_cm"].question


@every_drawing
def test_the_words_are_easy_to_read(name: str, language: str) -> None:
    text = MODEL.texts[language].drawings[name]
    assert lix(text.description) <= 35
    assert longest_sentence(text.description) <= 18


def cells(svg: str, which: str) -> set[tuple[int, int]]:
    """The squares that are filled with one of the two kinds of persons."""
    path = next(path for path in ET.fromstring(svg).iter(f"{SVG}path") if path.get("fill", "").endswith(f"-{which})"))
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v32h-\3z", path.attrib["d"])
    assert "".join(f"M{x} {y}h{wide}v32h-{wide}z" for x, y, wide in runs) == path.attrib["d"]
    return {(int(x) + 32 * step, int(y)) for x, y, wide in runs for step in range(int(wide) // 32)}


@pytest.mark.parametrize(
    ("low", "high", "whole"),
    [
        *[(0, 0, 100), (1, 1, 100), (5, 5, 100), (10, 10, 100), (100, 100, 100), (0, 0, 1), (7, 7, 12)],
        *[(0, 2, 100), (1, 2, 100), (9, 21, 100), (20, 50, 100), (0, 100, 100), (3, 12, 12)],
    ],
)
def test_an_icon_array_counts(low: int, high: int, whole: int) -> None:
    svg = people(low, high, whole)
    kinds = ["ones", "maybes", "others"] if low < high else ["ones", "others"]
    found = [cells(svg, kind) for kind in kinds]
    assert [len(own) for own in found] == ([low, high - low, whole - high] if low < high else [low, whole - low])
    assert sum(map(len, found)) == whole
    assert set().union(*found) == {(32 * (number % 10), 32 * (number // 10)) for number in range(whole)}


def test_the_words_beside_an_icon_array_say_the_same() -> None:
    one, some = (ET.fromstring(people(*numbers)) for numbers in ((5, 5), (3, 5)))
    assert one[0].text == "Of 100 people at the doctor's: 5 have a clot in the leg"
    assert some[0].text == "Of 100 people at the doctor's: 3 to 5 have a clot in the leg"
    assert "in a frame: 5 have a clot in the leg. Empty: 95 have something else." in str(one[1].text)
    assert "in a frame: 3 have a clot in the leg. Empty in a dashed frame: perhaps 2 more." in str(some[1].text)
    assert "Empty without a frame: 95 have something else." in str(some[1].text)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MODEL.of_100)
def test_the_picture_of_a_number_shows_that_number(name: str, language: str) -> None:
    share, svg = MODEL.of_100[name], drawing(MODEL, f"of_100.{name}", language)
    assert (len(cells(svg, "ones")), len(cells(svg, "others"))) == (share.low, 100 - share.high)
    assert MODEL.texts[language].of_100[name].who in text_in(svg)
    assert_text_fits(svg)
    assert f'id="drawing-of-100-{name}-title"' in svg


def test_the_persons_differ_in_shape_and_filling() -> None:
    tree = ET.fromstring(people(3, 5))
    shapes = {str(element.get("id")).rpartition("-")[2]: element for element in tree.iter() if element.get("id")}
    one, maybe = [*shapes["one"]], [*shapes["maybe"]]
    assert one[1].attrib["class"] == "d-sore d-solid"
    assert len(one) == len(maybe) == 2
    assert "stroke-dasharray" in maybe[0].attrib
    assert "stroke-dasharray" not in one[0].attrib
    assert "d-solid" not in maybe[1].attrib["class"] + shapes["other"].attrib["class"]


@pytest.mark.parametrize(("low", "high", "whole"), [(-1, 5, 100), (101, 101, 100), (5, 4, 100), (1, 1, 0), (5, 5, 101)])
def test_an_icon_array_refuses_what_it_cannot_draw(low: int, high: int, whole: int) -> None:
    with pytest.raises(ValueError, match=f"{low} to {high} of {whole}, expected 0 <= low <= high <= whole"):
        people(low, high, whole)


def test_words_are_escaped() -> None:
    words = ShareText("<i>w</i>", "<b>x</b> & y", '"/><script>', "")
    svg = icon_array(1, 1, model=MODEL, language="da", people=words)
    assert "<script" not in svg
    assert "<b>x</b> & y" in str(ET.fromstring(svg)[0].text)


def test_a_drawing_without_words_is_an_error() -> None:
    with pytest.raises(KeyError, match="no_such"):
        drawing(MODEL, "no_such", "da")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("below: 10 cm", 'below: " "', "no words for the label 'below', expected some"),
        ("    calf: læggen\n", "", "'labels calf' differs from text/en: expected the same labels"),
        ('others: "{rest}', 'others: "{low}', "'labels others' differs from text/en: expected the same labels"),
        ("lungen", "lungen {", "a brace that does not fit, expected {name} or none"),
        ("raising_the_leg:", "raising_a_leg:", "no words for 'raising_the_leg', expected an entry for it"),
    ],
)
def test_a_slip_in_the_words_is_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    found = check(load(copy_with(tmp_path, ("text/da/drawings.yaml", old, new))))
    assert [problem for problem in found if "text/da/drawings.yaml" in str(problem) and message in str(problem)]
