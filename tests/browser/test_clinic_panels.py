"""The panels of the clinician's page: how likely a clot is, and what is known of treating a confirmed one."""

from collections.abc import Iterable
from typing import Any

import pytest
from playwright.sync_api import expect
from tests.browser import axe, looks
from tests.browser.clinic_panels import Panels, probability, treated
from tests.browser.clinician import DOORS, label, standard
from tests.browser.conftest import Visit
from tests.browser.pages import open_all
from tests.browser.test_clinician import languages, sizes
from tests.browser.tour import DESK
from tests.browser.visitor import MODEL, upper_first

from venevagt.cli.probability_drawing import combined_ratio, ends, ends_of_100
from venevagt.cli.probability_text import of_100
from venevagt.cli.probability_words import digits, percent, ratio, with_interval
from venevagt.site.clinic_treatment import SITE

OWN = {"active_cancer": "yes", "recent_surgery": "yes", "immobile": "yes", "age": 54}
UNPROVOKED = {SITE: "proximal_leg", "pregnant": "no", "creatinine_clearance": 20, "active_cancer": "no"}


@sizes
@languages
def test_a_probability_from_ones_own_number(visit: Visit, language: str, size: Any) -> None:
    doctor = Panels(visit(language, size))
    doctor.suspect("dvt_suspected")
    doctor.page.locator("#more-dvt summary").click()
    doctor.tick(OWN).own_number("5-20")
    result = probability(OWN, "5-20%")
    assert doctor.now("probability-dvt") == doctor.result_line(result)
    panel, words = doctor.panel("probability-dvt"), doctor.words
    cells = panel.locator("tbody tr").evaluate_all("(rows) => rows.map((r) => [...r.cells].map((c) => c.textContent))")
    texts = MODEL.texts[language].likelihood_ratios
    assert cells[1:-2] == [
        [
            f"{upper_first(texts[factor.factor])} ({', '.join(factor.sources)})",
            ratio(words, language, factor),
            doctor.filled(
                "panel_after",
                after=percent(factor.after, language),
                points=digits(factor.points, language, sign=True),
            ),
        ]
        for factor in result.factors
    ]
    low, high = (percent(end, language) for end in ends(result))
    assert cells[0][2] == with_interval(words, language, result.start.probability)
    assert cells[-2][1:] == [
        digits(combined_ratio(result), language),
        with_interval(words, language, result.probability),
    ]
    assert cells[-1][2] == doctor.filled("panel_from_to", low=low, high=high)
    (group,) = result.bounds.groups
    names = "; ".join(texts[name] for name in group)
    first, last = (percent(end, language) for end in result.bounds.in_groups)
    said = panel.inner_text()
    assert doctor.filled("probability_groups", names=names, low=first, high=last) in said
    rule_out = percent(result.limits.rule_out, language)
    sources = ", ".join(result.limits.sources)
    assert doctor.filled("probability_limit", percent=rule_out, sources=sources) in said
    panel.locator("#sources-dvt summary").click()
    assert f"S1: {MODEL.sources['S1'].citation}" in panel.inner_text()


@languages
def test_the_drawings_say_in_words_what_they_show(visit: Visit, language: str) -> None:
    doctor = Panels(visit(language, DESK))
    doctor.suspect("dvt_suspected")
    doctor.tick({"active_cancer": "yes"}).own_number("5-20")
    result = probability({"active_cancer": "yes"}, "5-20%")
    shown = with_interval(doctor.words, language, result.probability)
    title = doctor.filled("probability_svg_title", outcome=doctor.words["outcome_dvt"], percent=shown)
    nomogram = doctor.page.get_by_role("img", name=title, exact=True)
    low, high = (percent(end, language) for end in ends(result))
    described = doctor.filled(
        "probability_svg_nomogram",
        before=percent(result.start.probability.median, language),
        ratio=digits(combined_ratio(result), language),
        after=percent(result.probability.median, language),
        low=low,
        high=high,
    )
    expect(nomogram).to_have_accessible_description(described)
    counted = of_100(MODEL, language, result)
    people = doctor.page.get_by_role("img", name=counted, exact=True)
    fewest, most = ends_of_100(result)
    icons = doctor.filled("probability_svg_icons", counted=counted, low=fewest, high=most)
    expect(people).to_have_accessible_description(icons)
    signs = [people.locator(f".{kind}").count() for kind in ("have", "may", "ring")]
    assert signs == [fewest, most - fewest, 100 - most]


@languages
def test_from_the_score_and_what_a_d_dimer_would_change(visit: Visit, language: str) -> None:
    doctor = Panels(visit(language, DESK, permissions=["clipboard-write"]))
    doctor.suspect("dvt_suspected")
    panel = doctor.panel("probability-dvt")
    score = MODEL.texts[language].scores["wells_dvt"].name
    assert score in doctor.now("probability-dvt")
    assert not panel.locator("svg, table").count()
    doctor.page.locator("#work [data-change]").click()
    standard(doctor)
    likely = MODEL.texts[language].scores["wells_dvt"].bands["likely"]
    assert likely in panel.inner_text()
    shown = percent(0.279, language)
    assert doctor.filled("probability_no_interval", percent=shown) in doctor.now("probability-dvt")
    test = MODEL.texts[language].tests["d_dimer_dvt"]
    heading = doctor.filled("probability_test", name=test.name)
    expect(panel.get_by_role("heading", name=heading)).to_be_visible()
    assert test.negative in panel.inner_text()
    doctor.write("d_dimer", "300")
    doctor.page.locator("#unit-d_dimer").select_option("ug/L{FEU}")
    expect(panel.get_by_role("heading", name=heading)).to_have_count(0)
    expect(panel.get_by_role("rowheader", name=upper_first(test.negative))).to_be_visible()
    doctor.page.locator("#start-dvt option").last.evaluate("(option) => { option.selected = true; }")
    doctor.page.locator("#start-dvt").dispatch_event("change")
    doctor.page.locator("#share-dvt").fill("16")
    high = MODEL.texts[language].likelihood_ratios["dvt_wells_high"]
    expect(panel.get_by_role("rowheader", name=upper_first(high))).to_be_visible()


def test_it_changes_while_one_types_and_says_what_is_wrong_at_the_end(visit: Visit) -> None:
    doctor = Panels(visit(size=DESK))
    doctor.suspect("dvt_suspected")
    doctor.own_number("")
    assert doctor.now("probability-dvt") == doctor.words["panel_own_first"]
    field, wrong = doctor.page.locator("#share-dvt"), doctor.page.locator("#share-dvt-wrong")
    field.focus()
    for typed, share in (("1", "1%"), ("2", "12%"), (",", None), ("5", "12,5%")):
        doctor.press(typed)
        wanted = doctor.words["panel_own_first"] if share is None else doctor.result_line(probability({}, share))
        assert doctor.now("probability-dvt") == wanted
        expect(wrong).to_have_text("")
    assert doctor.answer("tender_deep") == "", "digits typed into the field are no keys"
    field.fill("120")
    expect(wrong).to_have_text("")
    doctor.press("Enter")
    expect(wrong).to_have_text(doctor.words["panel_own_wrong"])
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("12")
    expect(wrong).to_have_text("")


def test_where_the_likelihood_ratios_say_nothing_it_says_so(visit: Visit) -> None:
    doctor = Panels(visit(size=DESK))
    doctor.suspect("dvt_suspected").write("age", "12")
    assert doctor.now("probability-dvt") == doctor.filled("panel_refused_not_for", score="Wells-score for DVT")
    doctor.own_number("12")
    assert doctor.now("probability-dvt") == doctor.words["panel_refused_not_studied"]


@pytest.mark.parametrize("gate", list(DOORS))
def test_a_probability_only_where_that_clot_is_suspected(visit: Visit, gate: str) -> None:
    doctor = Panels(visit(size=DESK))
    doctor.suspect(gate)
    outcomes = [name for name in ("dvt", "pe") if doctor.page.locator(f"#probability-{name}").count()]
    assert outcomes == [name for name in ("dvt", "pe") if gate == f"{name}_suspected"]
    expect(doctor.panel("treatment")).to_be_visible()


def entries(language: str, found: Iterable[Any]) -> list[str]:
    return [MODEL.texts[language].treatment[one.entry] for one in found]


@sizes
@languages
def test_treatment_of_a_dvt_that_is_said_to_be_confirmed(visit: Visit, language: str, size: Any) -> None:
    doctor = Panels(visit(language, size))
    doctor.suspect("dvt_suspected")
    panel = doctor.panel("treatment")
    assert doctor.now("treatment") == doctor.words["treatment_unconfirmed"]
    assert not panel.locator(".parts *, details:visible").count()
    doctor.tick({SITE: "proximal_leg"})
    panel.locator("#treatment-more summary").click()
    doctor.tick({name: value for name, value in UNPROVOKED.items() if name != SITE})
    found = treated({"dvt_suspected": "yes", **UNPROVOKED})
    counts = {"count": len(found.statements), "open": len(found.open)}
    assert doctor.now("treatment") == doctor.filled("panel_treatment_now", **counts)
    said = panel.locator(".parts").inner_text()
    for statement in found.statements:
        text = MODEL.texts[language].treatment[statement.entry]
        strength = doctor.words[f"strength_{statement.strength}"]
        assert f"{text} ({strength}; {', '.join(statement.sources)})" in said
    headings = panel.locator(".parts h4").all_inner_texts()
    topics = dict.fromkeys(doctor.words[f"topic_{statement.topic}"] for statement in found.statements)
    assert headings[: len(topics)] == [*topics]
    for control in found.plan:
        items = ", ".join(MODEL.texts[language].treatment[item] for item in control.look_at)
        key = "treatment_every" if control.every else "treatment_day"
        assert doctor.filled(key, day=control.day, every=control.every, items=items) in said
    assert doctor.words["treatment_advises"] in said
    panel.locator("#treatment-open summary").click()
    still_open = panel.locator("#treatment-open").inner_text()
    assert all(text in still_open for text in entries(language, found.open))
    missing = "; ".join(label(language, name) for name in found.open[0].missing)
    assert doctor.filled("treatment_missing", findings=missing) in still_open


def test_what_is_missing_is_asked_for_and_settles_what_was_open(visit: Visit) -> None:
    doctor = Panels(visit(size=DESK))
    doctor.suspect("pe_confirmed")
    found = treated({"pe_confirmed": "yes"})
    missing = dict.fromkeys(name for one in found.open for name in one.missing)
    for name in missing:
        assert doctor.row(name).count() == 1
        assert doctor.row(name).evaluate("(row) => !row.hidden")
    doctor.page.locator("#treatment-more summary").click()
    doctor.tick({"mechanical_valve": "yes"})
    text = MODEL.texts["da"].treatment["valve_no_doac"]
    assert text not in "".join(entries("da", found.statements))
    assert text in doctor.panel("treatment").locator(".parts").inner_text()
    after = treated({"pe_confirmed": "yes", "mechanical_valve": "yes"})
    assert after.withheld
    assert doctor.words["treatment_withheld"] in doctor.panel("treatment").inner_text()
    assert doctor.answer("mechanical_valve") == "yes", "what was answered stays to be changed"


def test_a_new_patient_begins_with_empty_panels(visit: Visit) -> None:
    doctor = Panels(visit(size=DESK))
    doctor.suspect("dvt_suspected")
    doctor.tick({SITE: "arm"}).own_number("12")
    doctor.page.locator("#work [data-change]").click()
    doctor.suspect("pe_suspected")
    assert doctor.row(SITE).locator("select").input_value() == "arm", "the same patient under another suspicion"
    doctor.page.get_by_role("button", name=doctor.words["page_new"], exact=True).click()
    doctor.suspect("dvt_suspected")
    assert doctor.row(SITE).locator("select").input_value() == ""
    assert doctor.page.locator("#share-dvt").input_value() == ""
    assert doctor.now("treatment") == doctor.words["treatment_unconfirmed"]


def test_a_number_typed_in_a_panel_stands_there_under_another_suspicion(visit: Visit) -> None:
    doctor = Panels(visit(size=DESK))
    doctor.suspect("dvt_suspected")
    doctor.tick({SITE: "proximal_leg"})
    doctor.page.locator("#treatment-more summary").click()
    doctor.tick({"creatinine_clearance": "20"})
    doctor.page.locator("#work [data-change]").click()
    doctor.suspect("arm_dvt_suspected")
    assert doctor.page.locator("#field-creatinine_clearance").input_value() == "20"


def test_the_panels_by_keys_alone(visit: Visit) -> None:
    doctor = Panels(visit(size=DESK))
    doctor.suspect("dvt_suspected")
    select = doctor.page.locator("#start-dvt")
    select.focus()
    own = select.locator("option").evaluate_all(
        "(all, name) => all.findIndex((one) => one.text === name)", "Dit eget tal"
    )
    doctor.press(*["ArrowDown"] * own)
    doctor.press("Tab", *"16", "Tab")
    assert doctor.now("probability-dvt") == doctor.result_line(probability({}, "16%"))
    assert doctor.page.evaluate("document.activeElement.tagName") == "SUMMARY"
    doctor.press("Enter")
    assert doctor.page.locator("#more-dvt").evaluate("(details) => details.open")
    assert not looks.focus_hidden(doctor.page)


@sizes
@languages
def test_everybody_can_use_the_panels(visit: Visit, language: str, size: Any) -> None:
    """Filled in and unfolded: axe, targets, nothing cut; light, dark and in forced colours."""
    doctor = Panels(visit(language, size, reduced_motion="reduce"))
    doctor.suspect("pe_suspected")
    open_all(doctor.visitor)
    findings = dict.fromkeys(("shock", "syncope", "hard_red_cord", "coughing_blood", "recent_surgery"), "yes")
    doctor.tick({SITE: "pulmonary", "tachypnoea": "no", **findings}).own_number("3-12,5", "pe")
    open_all(doctor.visitor)
    page = doctor.page
    assert page.locator("#panels svg").count() > 2
    checks = (looks.small_targets, looks.scrolls_sideways, looks.cut_text, looks.faint_borders, axe.violations)
    assert [wrong for check in checks for wrong in check(page)] == []
    page.emulate_media(color_scheme="dark")
    assert looks.faint_borders(page) + axe.violations(page, colours_only=True) == []
    page.emulate_media(color_scheme="light", forced_colors="active")
    assert axe.violations(page, colours_only=True) == []
    strokes = page.locator("#panels .axis, #panels .ring").evaluate_all(
        "(all) => [...new Set(all.map((one) => getComputedStyle(one).stroke))]"
    )
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert strokes == [ink]


def test_nothing_is_asked_for_and_nothing_is_kept(visit: Visit) -> None:
    doctor = Panels(visit(size=DESK))
    doctor.page.wait_for_load_state("networkidle")
    requests: list[str] = []
    doctor.page.on("request", lambda request: requests.append(request.url))
    doctor.suspect("dvt_suspected")
    doctor.tick({SITE: "distal_leg", "active_cancer": "yes"}).own_number("12")
    doctor.page.wait_for_timeout(200)
    assert [url for url in requests if not url.endswith("icon.svg")] == []
    kept = "[document.cookie, localStorage.length, sessionStorage.length, location.hash]"
    assert doctor.page.evaluate(kept) == ["", 0, 0, ""]
