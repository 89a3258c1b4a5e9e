"""The diary in the browser says what Python says: entries, settings, the triage, series and files."""

import base64
import json
import random
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from tests.care.diary_entries import FIELDS, TODAY, days_ago, diary, good_entry, raw_entry, settings
from tests.care.helpers import MODEL
from tests.site.diary_node import ask

from venevagt.care.diary import in_words, read_entry, read_settings, unlikely
from venevagt.care.diary_case import changes, current, judge, missed_doses
from venevagt.care.diary_files import Imported, from_file, merged, take_over, to_csv, to_json
from venevagt.care.diary_series import scale, series

LANGUAGES = MODEL.about.languages
DAY = TODAY.isoformat()
COUNT = 2500


def plain(value: Any) -> Any:
    """As JSON has it; 3.0 is 3."""
    return json.loads(msgspec.json.encode(value))


def same(one: Any, other: Any) -> bool:
    return one == other and json.dumps(plain(one), sort_keys=True).replace(".0", "") == json.dumps(
        plain(other), sort_keys=True
    ).replace(".0", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_entry_is_read_alike(language: str) -> None:
    chance = random.Random(801)
    raws = [raw_entry(chance) for _ in range(COUNT)]
    answers = ask(({"ask": "entry", "raw": raw, "today": DAY} for raw in raws), language)
    refused = 0
    for raw, found in zip(raws, answers, strict=True):
        read = read_entry(MODEL, raw, TODAY)
        words = [in_words(MODEL, language, mistake) for mistake in read.mistakes]
        wanted = {"entry": read.entry, "mistakes": plain(read.mistakes), "words": words}
        wanted |= {"unlikely": list(unlikely(MODEL, read.entry)), "missed": missed_doses(read.entry)}
        assert found == wanted, raw
        assert list(found["entry"]) == list(read.entry)
        refused += bool(read.mistakes)
    assert 500 < refused < COUNT - 500


def test_settings_are_read_alike() -> None:
    chance = random.Random(802)
    raws: list[Any] = [None, [], "x", {"leg": "middle"}, {"seen_on": DAY, "leg": "left"}, {"seen_on": "2026-11-25"}]
    raws += [{"clot_under_treatment": 1}, {"x": 1}, {"toString": "yes"}, *(settings(chance) for _ in range(200))]
    answers = ask(({"ask": "settings", "raw": raw, "today": DAY} for raw in raws), "en")
    for raw, found in zip(raws, answers, strict=True):
        read = read_settings(raw, TODAY)
        words = [in_words(MODEL, "en", mistake) for mistake in read.mistakes]
        assert found == {"entry": read.entry, "mistakes": plain(read.mistakes), "words": words}, raw


def judged() -> Iterator[dict[str, Any]]:
    chance = random.Random(803)
    for _ in range(COUNT):
        entries = diary(chance)
        entry = good_entry(chance, days_ago(chance.randrange(30)))
        if entries and chance.random() < 0.5:
            entry = chance.choice(entries)
        if chance.random() < 0.1:
            entry = {name: value for name, value in entry.items() if name != "day"}
        yield {"ask": "judge", "settings": settings(chance), "entry": entry, "entries": entries, "on": DAY}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_triage_of_an_entry_is_the_same(language: str) -> None:
    requests = list(judged())
    urgencies = set()
    for request, found in zip(requests, ask(requests, language), strict=True):
        own, entry, entries = request["settings"], request["entry"], request["entries"]
        verdict = judge(MODEL, own, entry, entries, language=language, on=TODAY)
        wanted = plain(verdict)
        wanted |= {"changes": plain(changes(MODEL, entry, entries)), "now": current(entries, TODAY)}
        assert same(found, wanted), request
        assert list(found["case"]) == list(verdict.case)
        urgencies.add((verdict.assessment.urgency, verdict.speaks))
    assert urgencies == {("emergency", True), ("doctor_today", True), ("own_gp", True), ("own_gp", False)}


def test_series_and_scales_are_the_same() -> None:
    chance = random.Random(804)
    diaries = [diary(chance) for _ in range(400)]
    for entries, found in zip(diaries, ask({"ask": "series", "entries": one} for one in diaries), strict=True):
        own = series(MODEL, entries)
        plots = dict.fromkeys(one.plot for one in own)
        scales = [scale(MODEL, [one for one in own if one.plot == plot]) for plot in plots]
        assert same(found, {"found": plain(own), "scales": plain(scales)})


def test_files_are_written_alike_byte_for_byte_and_read_back() -> None:
    chance = random.Random(805)
    diaries = [(settings(chance), diary(chance)) for _ in range(400)]
    requests = [{"ask": "write", "settings": own, "entries": entries} for own, entries in diaries]
    for (own, entries), found in zip(diaries, ask(requests), strict=True):
        assert found["json"] == to_json(own, entries)
        assert found["csv"] == to_csv(MODEL, entries)
        back = from_file(MODEL, found["json"].encode(), TODAY)
        assert (list(back.entries), back.settings, back.refused) == (entries, own, ())
        back = from_file(MODEL, found["csv"].encode(), TODAY)
        assert (list(back.entries), back.settings, back.refused) == (entries, None, ())


def broken_files() -> Iterator[bytes]:
    """Files of both kinds, whole and with something wrong."""
    chance = random.Random(806)
    for _ in range(600):
        entries = [raw_entry(chance) for _ in range(chance.randrange(4))]
        whole = {"format": "venevagt-diary", "version": 1, "settings": settings(chance), "entries": entries}
        if chance.random() < 0.3:
            whole[chance.choice(["format", "version", "settings", "entries"])] = chance.choice([None, 2, "x", [], {}])
        yield json.dumps(whole).encode()
        text = to_csv(MODEL, diary(chance))
        for _ in range(chance.choice([0, 1, 3])):
            place = chance.randrange(len(text))
            text = text[:place] + chance.choice(['"', ",", ";", "\n", "\r", "x", "", "'", "=", "9"]) + text[place + 1 :]
        yield text.replace(",", chance.choice([",", ",", ";"])).encode()
    yield from (
        b"",
        b"\xff\xfe",
        b"\xef\xbb\xbfday,pain\r\n2026-11-20,3\r\n",
        b"day;pain\n2026-11-20;3,0\n",
        b"{",
        b"[]",
    )
    yield from (
        b"day,day\n",
        b"pain\n3\n",
        b'day,pain\n"2026-11-20,3',
        b"day,pain,extra\n2026-11-20,3,x\n",
        b"{}",
        b"\n\n",
    )
    yield b"day," + b"x" * 5_000_000


def test_files_are_read_alike_and_the_same_is_refused() -> None:
    contents = list(broken_files())
    requests = ({"ask": "file", "bytes": base64.b64encode(content).decode(), "today": DAY} for content in contents)
    refused = 0
    for content, found in zip(contents, ask(requests), strict=True):
        wanted = from_file(MODEL, content, TODAY)
        assert found == plain(wanted), content
        refused += bool(wanted.refused)
    assert 300 < refused < len(contents) - 100


def test_two_diaries_become_one_in_the_same_way() -> None:
    chance = random.Random(807)
    pairs = [(diary(chance), diary(chance)) for _ in range(100)]
    answers = ask({"ask": "merged", "old": old, "added": new} for old, new in pairs)
    assert answers == [list(merged(old, new)) for old, new in pairs]


def test_a_file_changes_a_diary_in_the_same_way() -> None:
    chance = random.Random(808)
    for over in (True, False):
        cases = [(settings(chance), diary(chance), settings(chance), diary(chance)) for _ in range(100)]
        cases.append(({"leg": "left"}, [], {}, diary(chance)))
        requests = [
            {"ask": "take", "found": {"entries": new, "settings": theirs or None}, "settings": own, "entries": old}
            | {"over": over}
            for own, old, theirs, new in cases
        ]
        for (own, old, theirs, new), found in zip(cases, ask(requests), strict=True):
            wanted = take_over(Imported(tuple(new), theirs or None, ()), own, old, replace=over)
            assert found == plain(wanted)


def test_every_field_is_tried() -> None:
    assert {"number", "yes_no", "choice", "text"} == {field.type for field in FIELDS.values()}
