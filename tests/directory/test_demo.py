"""The made-up clinics: all of them, each marked, none with the name of a real one."""

from tests.care.helpers import MODEL

from venevagt.directory.demo import AS_OF, demo_clinics

CLINICS = demo_clinics(MODEL.recovery.directory)


def test_every_made_up_clinic_is_read_and_marked() -> None:
    assert len({clinic.id for clinic in CLINICS}) == 300
    assert all(clinic.fictitious and clinic.layer == "open" for clinic in CLINICS)
    assert all(clinic.name.startswith("Demoklinik ") for clinic in CLINICS)


def test_no_fact_of_them_was_checked_later_than_the_file_was_made() -> None:
    assert all(fact.checked_on <= AS_OF for clinic in CLINICS for fact in clinic.facts.values())


def test_what_the_file_calls_unknown_is_no_fact() -> None:
    first = CLINICS[0].facts
    assert first["accepts_referral"].value is False
    assert "accepts_new_patients" not in first
    assert "home_visits" in first
    assert first["languages"].value == ("da",)
    assert first["wait_weeks"].value == 12
