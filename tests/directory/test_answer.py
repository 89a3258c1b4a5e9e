"""Behind every door the same: no case with a red flag or a possible clot ever gets a clinic."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.care.helpers import MODEL, PLAIN_CRAMP, of_kind
from tests.care.test_assess import cases

from venevagt.care.cases import Answer, Case, CaseError
from venevagt.care.door import may_see_clinics
from venevagt.care.services import DENMARK
from venevagt.directory.answer import Answered, answer
from venevagt.directory.search import Asked, SearchError
from venevagt.directory.store import Store
from venevagt.directory.stores import open_store

AT = datetime(2026, 11, 30, 12, 0, tzinfo=DENMARK)
DEMO = open_store(MODEL.recovery.directory, "demo")
ODENSE = Asked(town="Odense", within_km=50)


class Untouchable:
    """A store that nobody may look into."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"the store was asked for {name}")


def ask(case: Case, asked: Asked = ODENSE, *, store: Store = DEMO, cleared: bool = False) -> Answered:
    return answer(MODEL, store, case, asked, language="da", at=AT, cleared=cleared)


def test_who_may_see_clinics_gets_them_with_the_reason_for_each() -> None:
    found = ask(PLAIN_CRAMP, Asked(town="Odense", wishes=("home_visits",)))
    assert found.may_see_clinics
    assert found.refusal is None
    assert found.why == ""
    assert found.clinics
    for clinic in found.clinics:
        assert clinic.fictitious
        assert "Opdigtet klinik. Den findes ikke." in clinic.reasons
        assert any("km i lige linje" in reason for reason in clinic.reasons)
        assert clinic.fits.keys() == {"home_visits"}


@pytest.mark.parametrize("flag", of_kind("red_flag"))
def test_with_a_red_flag_the_store_is_not_even_asked(flag: str) -> None:
    found = ask({**PLAIN_CRAMP, flag: "yes"}, store=Untouchable())  # type: ignore[arg-type]
    assert (found.may_see_clinics, found.refusal, found.clinics) == (False, "urgent", ())
    assert found.assessment.urgency == "emergency"
    assert found.assessment.do
    assert found.why == MODEL.texts["da"].directory["door_urgent"]


@settings(max_examples=300, deadline=None)
@given(cases, st.booleans())
def test_no_case_gets_a_clinic_that_the_door_does_not_let_through(case: dict[str, Answer], cleared: bool) -> None:
    found = ask(case, cleared=cleared)
    assert found.may_see_clinics == may_see_clinics(MODEL, case, found.assessment, cleared=cleared).open
    assert bool(found.clinics) == found.may_see_clinics
    if found.clinics:
        assert found.assessment.possible[1] in ("self_care", "own_gp")


def test_a_fact_that_is_out_of_date_is_not_in_the_answer() -> None:
    for clinic in ask(PLAIN_CRAMP, Asked(region="syddanmark", most=100)).clinics:
        assert all(AT.date() <= fact.unknown_after for fact in clinic.facts.values())


def test_mistakes_in_case_and_search_are_named_also_where_the_door_is_closed() -> None:
    with pytest.raises(CaseError, match="unknown finding"):
        ask({"chest": "yes"})
    with pytest.raises(SearchError, match="0 places"):
        ask({"chest_pain": "yes"}, Asked())
