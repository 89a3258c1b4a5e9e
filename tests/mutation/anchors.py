"""A second, independent statement of what each text must be about: the files in tests/anchors.

    question: {da: [forpustet|åndenød, luft], en: [breath]}

Each item is a beginning of words that the text must have, in small letters; `|` stands between those of which
one is enough. A number says how many denials (ikke, ingen, uden ... / no, not, without ...) the text has;
without a number it has none. So a denial that is lost or added shows.

An article has its title and, for each section, its heading, what it is about, and the sources that it rests on:

    - heading: {da: [hvor længe], en: [how long]}
      da: [som regel, "{treatment_months}", blive ved, 1]
      en: [mostly, "{treatment_months}", go on, 1]
      rests_on: [S9, S10]

The stems of a section stand in the order of its text, and every {name} that it shows stands among them. So a line
that has moved shows too, from a list of what to do to one of what not to do.

For a finding, `about` holds for its question, label and label_no; the label of the answer no has one denial.
same_meaning.yaml lists texts that may change places, each with the reason.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from tests.mutation.texts_of import Place

from venevagt.knowledge.source import read_yaml

FOLDER = Path(__file__).parent.parent / "anchors"

DENIALS = {
    "da": re.compile(r"\b(?:ikke|ingen|intet|hverken|aldrig|uden|nej)\b", re.IGNORECASE),
    "en": re.compile(r"\b(?:not|no|none|never|neither|nor|nothing|without|cannot|can't|won't|don't)\b", re.IGNORECASE),
}

_ABOUT = {"question": 0, "label": 0, "label_no": 1}
"""The texts that `about` is for, with how many denials each has where no number says otherwise."""

_FORM = {"question": re.compile(r"\?"), "reason": re.compile(r"\.$"), "action": re.compile(r"\.$")}
"""What a text of a field always has: a question asks, and a reason is a sentence where a name is not."""


_SHOWN = re.compile(r"\{[^}]*\}|\[S\d+\]")
"""What a section shows by name: {urgency}, {advice.no_heat} and the like, and the sources under it."""


class Anchor(NamedTuple):
    """What one text must have, and how many denials. `in_order`: just so, and nothing else shown by name."""

    stems: tuple[str, ...]
    denials: int
    in_order: bool = False


def anchors() -> dict[Place, Anchor]:
    """The anchor of every text."""
    return {
        Place(language, section, name, field): anchor
        for section, name, entry in _entries()
        for field, by_language in _fields(entry)
        for language, anchor in by_language.items()
    }


def same_meaning(first: Place, second: Place) -> str:
    """Why two texts may change places, or nothing where they may not."""
    names = {named(first), named(second)}
    return next((group["why"] for group in same_meaning_groups() if names == set(group["of"])), "")


@cache
def same_meaning_groups() -> list[dict[str, Any]]:
    """Pairs of texts that may change places: `of` names the two, `why` says the reason."""
    groups: list[dict[str, Any]] = read(FOLDER / "same_meaning.yaml")
    return groups


def named(place: Place) -> str:
    """A text's name in same_meaning.yaml: section, id and field."""
    return " ".join((place.section, place.id, *(() if place.field == "text" else (place.field,))))


def holds(anchor: Anchor, place: Place, words: str) -> bool:
    """Whether a text is about what it must be about."""
    return not any(faults(anchor, place, words))


def faults(anchor: Anchor, place: Place, words: str) -> Iterator[str]:
    """What a text lacks, or says against its anchor."""
    words = " ".join(words.split())
    denials = len(DENIALS[place.language].findall(words))
    if denials != anchor.denials:
        yield f"{denials} denials (ikke, ingen ... not, no ...), expected {anchor.denials}: {words!r}"
    yield from _out_of_order(anchor, words) if anchor.in_order else _missing(anchor, words)
    form = _FORM.get(place.field)
    if form is not None and not form.search(words):
        yield f"not the form of a {place.field}: {words!r}"


def _missing(anchor: Anchor, words: str) -> Iterator[str]:
    for stem in anchor.stems:
        if not _pattern(stem).search(words):
            yield f"nothing that begins with {stem!r}: {words!r}"


def _out_of_order(anchor: Anchor, words: str) -> Iterator[str]:
    shown, wanted = _SHOWN.findall(words), [stem for stem in anchor.stems if _SHOWN.fullmatch(stem)]
    if shown != wanted:
        yield f"shows {shown}, expected {wanted}: {words!r}"
        return
    end = 0
    for stem in anchor.stems:
        found = _pattern(stem).search(words, end)
        if found is None:
            yield f"nothing that begins with {stem!r} in {words[end:]!r}, the rest of {words!r}"
            return
        end = found.end()


@cache
def _pattern(stem: str) -> re.Pattern[str]:
    return re.compile("|".join(_beginning(own) for own in stem.split("|")), re.IGNORECASE)


def _beginning(stem: str) -> str:
    """The stem where a word begins; a number ends there too."""
    before = r"(?<!\w)" if stem[0].isalnum() else ""
    return f"{before}{re.escape(stem)}" + (r"(?!\d)" if stem[-1].isdigit() else "")


def _files() -> Iterator[tuple[Path, str]]:
    """Each file of anchors with the section of the texts that it is about."""
    for path in sorted(FOLDER.rglob("*.yaml")):
        if path.name not in ("numbers.yaml", "entries.yaml", "same_meaning.yaml"):
            yield path, path.parent.name if path.parent != FOLDER else path.stem


def read(path: Path) -> Any:
    """What one file of anchors holds."""
    document = read_yaml(path.name, path.read_bytes())
    assert not document.problems, document.problems
    return document.value


def _entries() -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for path, section in _files():
        yield from ((section, name, entry) for name, entry in read(path).items())


def _fields(entry: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Anchor]]]:
    if "da" in entry:
        yield "text", _anchor(entry)
        return
    about = entry.get("about", {})
    for field, denials in _ABOUT.items() if about else ():
        yield field, _anchor(entry.get(field, {}), about, denials)
    for field, value in entry.items():
        if field in ("options", "labels"):
            yield from ((f"{field} {part}", _anchor(own)) for part, own in value.items())
        elif field == "sections":
            yield from _sections(value)
        elif field != "about" and not (about and field in _ABOUT):
            yield field, _anchor(value)


def _sections(entries: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Anchor]]]:
    """The anchors of an article's sections, its opening first."""
    for number, entry in enumerate(entries, start=1):
        sources = [f"[{source}]" for source in entry["rests_on"]]
        body = {language: [*items, *sources] for language, items in entry.items() if language in DENIALS}
        for field, own in (("heading", entry.get("heading", {})), ("section", body)):
            in_order = {language: anchor._replace(in_order=True) for language, anchor in _anchor(own).items()}
            yield f"{field} {number}", in_order


def _anchor(
    own: Mapping[str, list[str | int]], about: Mapping[str, list[str | int]] | None = None, denials: int = 0
) -> dict[str, Anchor]:
    found = {}
    for language in dict.fromkeys([*(about or {}), *own]):
        items = [*(about or {}).get(language, []), *own.get(language, [])]
        counts = [item for item in items if isinstance(item, int)]
        stems = tuple(item for item in items if isinstance(item, str))
        found[language] = Anchor(stems, counts[-1] if counts else denials)
    return found
