"""The page that finds a physiotherapist, the pages of clinics, and what a host and the phone are told of them."""

import gzip
import json
import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

import brotli
import pytest
from lxml import html
from msgspec.structs import replace
from tests.care.helpers import MODEL
from tests.site.helpers import DAY, LANGUAGES, URL, addresses, built, page
from tests.site.made_up_clinics import DIRECTORY, clinics

from venevagt.care.clinic import Clinic, fact
from venevagt.care.words import filled
from venevagt.directory.listing import Listing
from venevagt.directory.postcodes import postcodes
from venevagt.site.addresses import Addresses
from venevagt.site.build import site_files
from venevagt.site.clinic_packing import PACKED, page_names

MADE_UP = clinics(8)
MOST_BYTES = 250_000
MOST = 3000
REAL = Clinic(
    id="sor:1",
    name="Klinik </script> & søn",
    checked_on=DAY - timedelta(100),
    source="SOR",
    street="Vej 1",
    postcode="5000",
    town="Odense C",
    lat=55.4,
    lon=10.4,
    telephone="12 34 56 78",
    website="https://example.org/",
    area="1083",
    licence="An open licence.",
    facts={
        "home_visits": fact(DIRECTORY.facts["home_visits"], True, "SOR", DAY - timedelta(100)),
        "accepts_new_patients": fact(DIRECTORY.facts["accepts_new_patients"], True, "SOR", DAY - timedelta(100)),
    },
)
"""Not a real clinic either, but one that is not marked as made up."""


@cache
def listed(*, real: bool, mail: str = "") -> Mapping[str, bytes]:
    own = (REAL,) if real else MADE_UP
    return site_files(MODEL, on=DAY, addresses=addresses(), listing=Listing(own, mail))


def folder(language: str) -> str:
    return f"{language}/{MODEL.texts[language].site['address_directory']}/"


def tree(files: Mapping[str, bytes], name: str) -> html.HtmlElement:
    return html.document_fromstring(files[name].decode("utf-8"))


def text(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def things(files: Mapping[str, bytes], name: str) -> list[dict[str, object]]:
    found = tree(files, name).findall(".//script[@type='application/ld+json']")
    return [thing for one in found for thing in json.loads(one.text)["@graph"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_list_the_page_says_so_and_what_to_do_instead(language: str) -> None:
    own = page(f"{folder(language)}index.html")
    words = MODEL.texts[language].directory
    assert words["page_no_list"] in text(own)
    assert words["page_elsewhere"] in text(own)
    assert own.find(".//form") is None
    assert own.get("data-clinics") is None
    assert not [name for name in built() if PACKED in name or name.endswith(("directory.da.js", "directory.en.js"))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_with_a_list_nothing_of_a_clinic_stands_on_the_page_before_the_questions(language: str) -> None:
    files = listed(real=False)
    content = files[f"{folder(language)}index.html"].decode()
    assert not [clinic.name for clinic in MADE_UP if clinic.name in content or clinic.street in content]
    own = tree(files, f"{folder(language)}index.html")
    assert MODEL.texts[language].directory["page_fictitious"] in text(own)
    assert own.get_element_by_id("open").get("hidden") is not None
    assert own.get_element_by_id("directory").get("data-packed").endswith(f"/{PACKED}")
    assert own.get("data-clinics") is not None
    assert MODEL.texts[language].directory["page_no_script"] in text(own.get_element_by_id("no-script"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_made_up_clinic_is_marked_and_in_no_search_engine(language: str) -> None:
    files = listed(real=False)
    names = page_names(MADE_UP)
    for clinic in MADE_UP:
        name = f"{folder(language)}{names[clinic.id]}/index.html"
        own = tree(files, name)
        assert MODEL.texts[language].directory["find_fictitious"] in text(own)
        assert own.find(".//meta[@name='robots']").get("content") == "noindex"
        assert not things(files, name)
        assert names[clinic.id].encode() not in files["sitemap.xml"]
        assert own.find(".//a[@href='tel:112']") is not None
    assert folder(language).encode() not in files["sitemap.xml"]
    assert "MedicalClinic" not in "".join(content.decode("latin-1") for content in files.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clinic_has_its_address_telephone_way_and_dates(language: str) -> None:
    files = listed(real=True, mail="post@example.org")
    name = f"{folder(language)}sor-1/index.html"
    own, words = tree(files, name), MODEL.texts[language].directory
    links = [link.get("href") for link in own.iter("a")]
    assert "tel:12345678" in links
    assert "https://www.openstreetmap.org/directions?to=55.40000%2C10.40000" in links
    assert [link for link in links if link.startswith("mailto:post@example.org?subject=Klinik")]
    assert "Vej 1" in text(own.find(".//address"))
    assert REAL.licence in text(own)
    shown = {text(term): text(term.getnext()) for term in own.iter("dt")}
    day = "16.8.2026" if language == "da" else "16 Aug 2026"
    since = filled(words["page_since"], day=day, source="SOR")
    assert shown[words["fact_home_visits"]] == f"{words['find_value_yes']} {since}"
    stale = filled(words["page_was"], day=day, source="SOR")
    assert shown[words["fact_accepts_new_patients"]] == f"{words['page_value_unknown']} {stale}"
    assert shown[words["fact_wide_door"]] == words["page_value_unknown"]
    value = next(one for one in own.iter("span") if one.get("data-valid-to"))
    last = DAY - timedelta(100) + timedelta(DIRECTORY.facts["home_visits"].unknown_after_days)
    assert (value.get("data-valid-to"), value.get("data-instead")) == (str(last), words["page_value_unknown"])
    assert words["find_fictitious"] not in text(own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_search_engines_are_told_who_and_where_a_real_clinic_is(language: str) -> None:
    files = listed(real=True)
    name = f"{folder(language)}sor-1/index.html"
    (clinic,) = (thing for thing in things(files, name) if thing["@type"] == "MedicalClinic")
    assert clinic == {
        "@type": "MedicalClinic",
        "name": REAL.name,
        "medicalSpecialty": "Physiotherapy",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Vej 1",
            "postalCode": "5000",
            "addressLocality": "Odense C",
            "addressCountry": "DK",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": 55.4, "longitude": 10.4},
        "telephone": "12 34 56 78",
        "url": "https://example.org/",
    }
    assert f"{URL}{folder(language)}sor-1/".encode() in files["sitemap.xml"]
    assert tree(files, name).find(".//meta[@name='robots']") is None


def test_without_an_address_for_reports_none_is_shown() -> None:
    assert b"mailto:" not in b"".join(listed(real=True).values())


def test_the_phone_keeps_the_list_and_the_search_but_not_each_clinic() -> None:
    files = listed(real=False)
    worker = files["worker.js"].decode()
    for language in LANGUAGES:
        assert f'"/leg/{folder(language)}"' in worker
        assert f'"/leg/{folder(language)}csv' not in worker
    assert f"/{PACKED}" in worker
    few = site_files(MODEL, on=DAY, addresses=addresses(), listing=Listing(MADE_UP[:1]))
    assert len(few["worker.js"]) == len(files["worker.js"])


def test_only_these_pages_may_ask_where_the_device_is() -> None:
    headers = listed(real=False)["_headers"].decode()
    rules = re.findall(r"^(/\S+)\n((?:  .+\n)+)", headers, re.MULTILINE)
    allowed = [rule for rule, given in rules if "geolocation=(self)" in given]
    assert allowed == [f"/leg/{folder(language)}*" for language in LANGUAGES]
    assert len(rules) <= 100
    for rule, given in rules:
        if rule.startswith(("/leg/da/", "/leg/en/")) and rule not in allowed:
            assert "geolocation=()" in given, rule


def test_search_map_postcodes_and_three_thousand_clinics_are_small() -> None:
    files = site_files(MODEL, on=DAY, addresses=Addresses(), listing=Listing(clinics(MOST)))
    content = {name.rpartition("/")[2]: own for name, own in files.items() if name.startswith("static/")}
    for language in LANGUAGES:
        needed = [content[name] for name in (PACKED, f"directory.{language}.js", "directory.css")]
        assert sum(len(gzip.compress(one, 9)) for one in needed) < MOST_BYTES
        assert sum(len(brotli.compress(one)) for one in needed) < MOST_BYTES
    assert len(json.loads(content[PACKED])["clinics"]["lat"]) == MOST


def test_the_map_has_every_region_and_its_last_day_of_a_border() -> None:
    packed = json.loads(next(own for name, own in listed(real=False).items() if name.endswith(PACKED)))
    borders = packed["borders"]
    assert [code for code, _, _ in borders["regions"]] == ["1081", "1082", "1083", "1084", "1085"]
    assert {until for _, until in borders["lines"]} == {"", "2026-12-31"}
    regions = DIRECTORY.regions.values()
    assert date(2026, 12, 31) in {region.valid_to for region in regions}
    assert "Geodatastyrelsen" in borders["credit"]


def test_every_postcode_lies_in_denmark_and_in_a_region() -> None:
    areas = {area for region in DIRECTORY.regions.values() for area in region.areas}
    assert len(postcodes()) == 1089
    for one in postcodes().values():
        assert 54.3 < one.lat < 58.0
        assert 7.4 < one.lon < 15.6
        assert one.area in areas
        assert re.fullmatch("[0-9]{4}", one.code)


def test_a_page_of_a_clinic_without_a_place_leads_nowhere() -> None:
    own = replace(REAL, lat=None, lon=None, telephone="", street="")
    files = site_files(MODEL, on=DAY, addresses=addresses(), listing=Listing((own,)))
    found = tree(files, f"{folder('da')}sor-1/index.html")
    links = [link.get("href") for link in found.iter("a")]
    assert not [link for link in links if "openstreetmap" in link]
    assert [link for link in links if link.startswith("tel:")] == ["tel:112"]
