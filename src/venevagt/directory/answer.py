"""What every face answers to a case and a search: the clinics, or why there are none and what to do instead."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from venevagt.care.assess import Assessment, assess
from venevagt.care.cases import Case
from venevagt.care.clinic import Clinic, ClinicFact, known_fact
from venevagt.care.clinic_words import reasons
from venevagt.care.door import Refusal, may_see_clinics
from venevagt.care.find_clinic import Answer, Match
from venevagt.directory.search import Asked, read, search
from venevagt.directory.store import Store
from venevagt.knowledge.model import Model


class Found(Struct, frozen=True, kw_only=True):
    """A clinic as it is shown on a day. `facts`: those that are known on it, and no others.

    `fits`: each wish with yes, no or unknown; `reasons` says the same, and the way, in words. `km` is None where a
    position is missing.
    """

    id: str
    name: str
    street: str
    postcode: str
    town: str
    lat: float | None
    lon: float | None
    telephone: str
    email: str
    website: str
    fictitious: bool
    layer: str
    source: str
    licence: str
    checked_on: str
    km: float | None
    fits: Mapping[str, Answer]
    reasons: tuple[str, ...]
    facts: Mapping[str, ClinicFact]


class Answered(Struct, frozen=True, kw_only=True):
    """The answer. Where `may_see_clinics` is false there are no clinics: `assessment` says what to do instead.

    `why` says it in words; `ask`: the findings whose answers could still open the door.
    """

    may_see_clinics: bool
    refusal: Refusal | None
    why: str
    ask: tuple[str, ...]
    assessment: Assessment
    clinics: tuple[Found, ...]


def answer(
    model: Model, store: Store, case: Case, asked: Asked, *, language: str, at: datetime, cleared: bool = False
) -> Answered:
    """Ask the door first; only where it is open is anything looked up.

    Raises CaseError for a wrong case, SearchError or WishError for a wrong search.
    """
    on = at.date()
    assessment = assess(model, case, language=language, on=on)
    read(model.recovery.directory, asked, on)
    door = may_see_clinics(model, case, assessment, cleared=cleared)
    matches = search(model.recovery.directory, store, asked, on) if door.open else ()
    return Answered(
        may_see_clinics=door.open,
        refusal=door.refusal,
        why="" if door.refusal is None else model.texts[language].directory[f"door_{door.refusal}"],
        ask=door.ask,
        assessment=assessment,
        clinics=tuple(found(model, match, language, at) for match in matches),
    )


def found(model: Model, match: Match, language: str, at: datetime) -> Found:
    """A match as it is shown."""
    clinic, on = match.clinic, at.date()
    return Found(
        **{name: getattr(clinic, name) for name in _AS_IT_IS},
        checked_on=clinic.checked_on.isoformat(),
        km=None if match.km is None else round(match.km, 1),
        fits={wish.fact + (f":{wish.option}" if wish.option else ""): said for wish, said in match.fits},
        reasons=reasons(model, match, language, on),
        facts=known_facts(clinic, at),
    )


def known_facts(clinic: Clinic, at: datetime) -> dict[str, ClinicFact]:
    """The facts that are known on a day."""
    return {name: fact for name, fact in clinic.facts.items() if known_fact(clinic, name, at.date()) is not None}


_AS_IT_IS = (
    *("id", "name", "street", "postcode", "town", "lat", "lon", "telephone", "email", "website"),
    *("fictitious", "layer", "source", "licence"),
)
