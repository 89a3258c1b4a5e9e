"""The search for a physiotherapist in the browser: the door, what is known, the order, and where it starts."""

import json
import random
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.care.helpers import MODEL, PLAIN_CRAMP, of_kind
from tests.care.test_scenarios import SCENARIOS, case_of
from tests.site.directory_node import ask
from tests.site.generated_cases import random_case
from tests.site.made_up_clinics import DIRECTORY, TODAY, clinics, plain
from tests.site.test_script import IDS, PLAIN_WORDS

from venevagt.care.assess import assess
from venevagt.care.clinic import known_fact, region_of
from venevagt.care.door import may_see_clinics
from venevagt.care.find_clinic import Search, Wish, find
from venevagt.directory.postcodes import middle, of_town, postcodes
from venevagt.site.clinic_kinds import known_kinds
from venevagt.site.clinic_packing import packed, page_names
from venevagt.site.directory_pages import hours_in_words, shown_facts

SCRIPTS = sorted((Path(__file__).parent.parent.parent / "src" / "venevagt" / "site" / "directory").glob("*.js"))
CLINICS = clinics(400)
PACKED = json.loads(packed(DIRECTORY, CLINICS, postcodes().values()))
LOAD = {"ask": "load", "packed": PACKED}
DAYS = [TODAY + timedelta(days) for days in (-600, -90, -1, 0, 1, 30, 38, 91, 400, 1100)]


def door_in_python(answers: Mapping[str, Any], *, cleared: bool) -> Any:
    door = may_see_clinics(MODEL, answers, assess(MODEL, answers), cleared=cleared)
    return {"refusal": door.refusal, "ask": list(door.ask)}


def test_the_door_is_the_same_for_generated_cases_and_stories() -> None:
    chance = random.Random(20261124)
    cases: list[Mapping[str, Any]] = [random_case(chance) for _ in range(1500)]
    cases += [case_of(scenario) for scenario in SCENARIOS]
    cases += [{**PLAIN_CRAMP, flag: answer} for flag in of_kind("red_flag") for answer in ("yes", "unsure")]
    cases += [{k: v for k, v in PLAIN_CRAMP.items() if k != name} for name in PLAIN_CRAMP]
    asked = [(case, cleared) for case in cases for cleared in (False, True)]
    told = ask({"ask": "door", "answers": case, "cleared": cleared} for case, cleared in asked)
    seen: Counter[Any] = Counter()
    for (case, cleared), found in zip(asked, told, strict=True):
        assert found == door_in_python(case, cleared=cleared), case
        seen[(found["refusal"], bool(found["ask"]))] += 1
    kinds = {(None, False), ("urgent", False), ("unfinished", False), ("unfinished", True), ("doctor", False)}
    assert kinds <= set(seen)


def test_a_red_flag_closes_the_door_with_a_clearance_too() -> None:
    flags = of_kind("red_flag")
    asked = [{"ask": "door", "answers": {**PLAIN_CRAMP, flag: "yes"}, "cleared": True} for flag in flags]
    assert [found["refusal"] for found in ask(asked)] == ["urgent"] * len(flags)


OWN = {"given_on": "2026-11-01", "until": "2026-12-01"}
LATER = {"given_on": "2026-11-20", "until": "2026-12-20"}


def lapse(day: str) -> dict[str, Any]:
    return {"lapse": {"on": day, "because": ["chest_pain"]}}


@pytest.mark.parametrize(
    ("held", "day", "valid"),
    [
        ([], "2026-11-24", False),
        ([{"id": "something else"}], "2026-11-24", False),
        ([{"clearance": OWN, "lapse": None}], "2026-11-24", True),
        ([{"clearance": OWN}], "2026-11-01", True),
        ([{"clearance": OWN}], "2026-12-01", True),
        ([{"clearance": OWN}], "2026-12-02", False),
        ([{"clearance": OWN}], "2026-10-31", False),
        ([{"clearance": OWN, **lapse("2026-11-10")}], "2026-11-24", False),
        ([{"clearance": OWN}, {"clearance": OWN, **lapse("2026-11-01")}], "2026-11-24", False),
        ([{"clearance": OWN, **lapse("2026-11-10")}, {"clearance": LATER}], "2026-11-24", True),
        ([{"clearance": LATER}, {"clearance": OWN, **lapse("2026-11-10")}], "2026-12-10", True),
        ([{"clearance": OWN, **lapse("2026-11-22")}, {"clearance": LATER}], "2026-11-24", False),
        ([{"clearance": OWN}, {"clearance": LATER, **lapse("2026-11-22")}], "2026-11-24", False),
    ],
)
def test_the_clearance_given_last_counts_between_its_days_and_until_a_lapse(held: Any, day: str, valid: bool) -> None:
    assert ask([{"ask": "cleared", "held": held, "day": day}]) == [valid]


def test_the_packed_file_says_of_every_clinic_what_python_knows() -> None:
    (found,) = ask([LOAD])
    own = {clinic.id: clinic for clinic in CLINICS}
    assert [one["id"] for one in found["clinics"]] == sorted(own, key=lambda name: (own[name].postcode, name))
    names = page_names(CLINICS)
    for one in found["clinics"]:
        clinic = own[one["id"]]
        for field in ("name", "street", "postcode", "town", "area", "telephone", "fictitious", "source", "lat", "lon"):
            assert one[field] == getattr(clinic, field), (one["id"], field)
        assert one["checked"] == (clinic.checked_on - date(1970, 1, 1)).days
        assert one["page"] == names[clinic.id]
        assert set(one["facts"]) == set(clinic.facts)
    assert [place["code"] for place in found["places"]] == list(postcodes())
    for place in found["places"]:
        wanted = postcodes()[place["code"]]
        assert (place["name"], place["lat"], place["lon"], place["area"]) == (
            *(wanted.town, wanted.lat, wanted.lon),
            wanted.area,
        )


def test_ids_that_look_alike_in_an_address_have_pages_of_their_own() -> None:
    one, other = clinics(2)
    alike = (type(one)(id="sor:1", name="a", checked_on=TODAY, source="s"), other)
    again = type(one)(id="SOR-1", name="b", checked_on=TODAY, source="s")
    names = page_names((*alike, again))
    assert len(set(names.values())) == 3
    content = json.loads(packed(DIRECTORY, (*alike, again), postcodes().values()))
    (found,) = ask([{"ask": "load", "packed": content}])
    assert {clinic["id"]: clinic["page"] for clinic in found["clinics"]} == names


def test_an_empty_list_and_a_clinic_of_which_little_is_known_are_read() -> None:
    bare = type(CLINICS[0])(id="csv:1", name="Opdigtet", checked_on=TODAY, source="synthetic")
    for own in ((), (bare,)):
        content = json.loads(packed(DIRECTORY, own, postcodes().values()))
        (found,) = ask([{"ask": "load", "packed": content}])
        assert [(one["name"], one["town"], one["lat"]) for one in found["clinics"]] == [
            (clinic.name, "", None) for clinic in own
        ]


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_is_known_on_a_day_is_the_same(day: date) -> None:
    facts = list(known_kinds(MODEL))
    _, *found = ask([LOAD, *({"ask": "known", "fact": name, "day": str(day)} for name in facts)])
    own = {clinic.id: clinic for clinic in CLINICS}
    for name, answers in zip(facts, found, strict=True):
        for clinic_id, value in answers:
            assert value == plain(known_fact(own[clinic_id], name, day)), (clinic_id, name)


def test_the_list_says_of_each_fact_what_the_clinics_own_page_says() -> None:
    _, found = ask([LOAD, {"ask": "words", "day": str(TODAY)}])
    own = {clinic.id: clinic for clinic in CLINICS}
    for name, values in found:
        assert values == [one.value for one in shown_facts(MODEL, "da", own[name], TODAY)]


def test_opening_hours_are_said_in_full() -> None:
    words = MODEL.texts["da"].directory
    said = hours_in_words(words, "Mo,We 08:00-20:00; Fr 08:00-16:00; PH off; Jul 15-31 off; sunrise")
    expected = "mandag, onsdag 08:00-20:00; fredag 08:00-16:00; helligdage lukket; juli 15-31 lukket; sunrise"
    assert said == expected


def a_wish(chance: random.Random) -> Wish:
    kind = chance.choice([kind for kind in DIRECTORY.facts.values() if kind.asked in ("has", "one_of", "at_most")])
    if kind.asked == "one_of":
        return Wish(kind.id, option=chance.choice(kind.options))
    return Wish(kind.id, number=chance.randrange(20)) if kind.asked == "at_most" else Wish(kind.id)


def a_search(chance: random.Random, day: date) -> Search:
    place = chance.choice(list(postcodes().values()))
    near = frozenset(chance.sample(sorted(postcodes()), 40))
    return Search(
        position=(place.lat, place.lon) if chance.random() < 0.6 else None,
        within_km=chance.choice([5, 25, 100]),
        postcodes_near=near,
        region=chance.choice([region.id for region in DIRECTORY.regions.values()]) if chance.random() < 0.3 else "",
        wishes=tuple(a_wish(chance) for _ in range(chance.randrange(4))),
        most=len(CLINICS),
    )


def encoded(search: Search, day: date) -> Mapping[str, Any]:
    lat, lon = search.position or (0, 0)
    wishes = [{"fact": wish.fact, "option": wish.option, "number": wish.number} for wish in search.wishes]
    return {
        "ask": "find",
        "day": str(day),
        "search": {
            "position": {"lat": lat, "lon": lon} if search.position else None,
            "within": search.within_km,
            "near": sorted(search.postcodes_near),
            "region": search.region,
            "wishes": wishes,
        },
    }


def test_the_order_is_that_of_python_for_generated_searches() -> None:
    chance = random.Random(7)
    searches = [(a_search(chance, day), day) for day in DAYS for _ in range(60)]
    _, *found = ask([LOAD, *(encoded(search, day) for search, day in searches)])
    lengths, answers = Counter[bool](), set()
    for (search, day), own in zip(searches, found, strict=True):
        wanted = find(DIRECTORY, CLINICS, search, day)
        assert [one[0] for one in own] == [match.clinic.id for match in wanted], search
        assert [one[1] for one in own] == [[answer for _, answer in match.fits] for match in wanted]
        for (_, _, km), match in zip(own, wanted, strict=True):
            assert km == (None if match.km is None else pytest.approx(match.km, abs=1e-9))
        lengths[bool(own)] += 1
        answers |= {answer for one in own for answer in one[1]}
    assert min(lengths.values()) > 20
    assert answers == {"yes", "no", "unknown"}


def test_no_fact_that_is_out_of_date_counts_as_yes() -> None:
    """For each fact and clinic: on the day after the last one on which it is known, and from then on."""
    asked: list[Mapping[str, Any]] = [LOAD]
    wanted = []
    for name, kind in DIRECTORY.facts.items():
        if kind.asked != "has":
            continue
        ends = [clinic.facts[name].unknown_after for clinic in CLINICS if name in clinic.facts]
        for day in (max(ends) + timedelta(1), max(ends) + timedelta(4000)):
            asked.append(encoded(Search(wishes=(Wish(name),), most=len(CLINICS)), day))
            wanted.append(name)
    for name, own in zip(wanted, ask(asked)[1:], strict=True):
        assert {answer for one in own for answer in one[1]} == {"unknown"}, name


@pytest.mark.parametrize(
    ("typed", "where", "name"),
    [
        ("", {}, ""),
        ("5000", {"postcode": "5000"}, "5000 Odense C"),
        ("5000 Odense C", {"postcode": "5000"}, "5000 Odense C"),
        ("8000", {"postcode": "8000"}, "8000 Aarhus C"),
        ("odense", {"town": "Odense"}, "Odense"),
        ("ODENSE  nv", {"town": "Odense NV"}, "Odense NV"),
        ("Århus C", {"town": "Aarhus C"}, "Aarhus C"),
        ("aeroskobing", {"town": "Ærøskøbing"}, "Ærøskøbing"),
        ("region syddanmark", {"region": "syddanmark"}, "Region Syddanmark"),
        ("hovedstaden", {"region": "hovedstaden"}, "Region Hovedstaden"),
        ("0001", None, ""),
        ("Atlantis", None, ""),
    ],
)
def test_a_place_is_understood(typed: str, where: Any, name: str) -> None:
    _, found = ask([LOAD, {"ask": "meant", "typed": typed, "day": "2026-11-24"}])
    assert (found["where"], found["name"]) == (where, name)


def test_the_regions_change_with_the_year() -> None:
    days = ("2026-12-31", "2027-01-01")
    _, *found = ask([LOAD, *({"ask": "meant", "typed": "østdanmark", "day": day} for day in days)])
    assert [one["where"] for one in found] == [None, {"region": "oestdanmark"}]
    search = Search(region="oestdanmark", most=len(CLINICS))
    _, before, after = ask([LOAD, *(encoded(search, date.fromisoformat(day)) for day in days)])
    wanted = {clinic.id for clinic in CLINICS if region_of(DIRECTORY, clinic.area, date(2027, 1, 1)) == "oestdanmark"}
    assert before == []
    assert {one[0] for one in after} == wanted != set()


def test_a_search_starts_at_the_point_of_a_postcode_or_the_middle_of_a_town() -> None:
    asked = [
        {"postcode": "5000"},
        {"town": "Odense C"},
        {"position": {"lat": 55.4, "lon": 10.4}},
        {},
        {"town": "Odense"},
    ]
    _, *found = ask([LOAD, *({"ask": "place", "where": where, "within": 10} for where in asked)])
    point = postcodes()["5000"]
    for one in found[:2]:
        assert (one["position"]["lat"], one["position"]["lon"]) == (point.lat, point.lon)
        assert "5000" in one["near"]
        assert "8000" not in one["near"]
    assert found[2]["position"] == {"lat": 55.4, "lon": 10.4}
    assert (found[3]["position"], found[3]["near"]) == (None, [])
    assert tuple(found[4]["position"].values()) == pytest.approx(middle(of_town("Odense")))


def test_the_map_shows_every_clinic_once_and_dots_apart() -> None:
    points = [(clinic.lat, clinic.lon) for clinic in CLINICS if clinic.lat is not None]
    for turns in ([], ["in"], ["in", "left", "up"], ["out", "right", "down"]):
        _, found = ask([LOAD, {"ask": "map", "points": points, "turns": turns, "unit": 4}])
        box, whole = found["box"], found["whole"]
        assert box["w"] <= whole["w"]
        assert whole["x"] - 1e-6 <= box["x"]
        assert box["x"] + box["w"] <= whole["x"] + whole["w"] + 1e-6
        shown = sum(len(group["members"]) for group in found["groups"])
        assert shown == len(points) if "in" not in turns else 0 < shown < len(points)
        assert len(found["groups"]) < 150
        assert all(nearer["w"] <= box["w"] / 2 + 1e-6 for nearer in found["onto"])


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_short_and_knows_no_medicine_and_no_other_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    assert not re.search(r"`[^`]*\$\{[^}`]*`", text), "the build cannot read a template within a template"
    assert set(re.findall(r"\w+", text)) & (IDS | set(known_kinds(MODEL))) <= {*PLAIN_WORDS, "place"}
    assert set(re.findall(r"https?://[\w.]+", text)) <= {"https://www.openstreetmap.org"}
