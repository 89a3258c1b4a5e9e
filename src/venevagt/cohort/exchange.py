"""Sources that are no plain file: a table of a database, an export of FHIR, tables of OMOP."""

from datetime import date
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from msgspec import Struct, ValidationError, convert

from venevagt.cohort.database import Address, DuckSource, SqliteSource, table_address
from venevagt.cohort.source import BadSource, Source
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Model

FORMS = "duckdb:FILE?table=NAME, sqlite:FILE?table=NAME, postgres://HOST/DATABASE?table=NAME, fhir:FOLDER, omop:PLACE"
"""The names that `open_other` knows."""

_MOST_DAYS = 36500


def open_other(name: str, model: Model | None = None) -> Source | None:
    """The source of such a name, or None where the name is of another kind.

    `model`: whose codes count, else the program's own. Raises BadSource.
    """
    if (address := table_address(name)) is not None:
        return _table(address)
    if name.startswith("fhir:"):
        from venevagt.cohort.fhir import open_fhir

        place, options = _options(name)
        return open_fhir(place, model or get_model(), at=options.at, days=options.days)
    if name.startswith("omop:"):
        from venevagt.cohort.omop import open_omop

        place, options = _options(name)
        return open_omop(place, model or get_model(), at=options.at, days=options.days, system=options.source)
    return None


class _Options(Struct, frozen=True):
    at: date | None = None
    days: int = 0
    source: Literal["icd10", "icpc2"] = "icd10"


def _options(name: str) -> tuple[str, _Options]:
    """The place, and the options behind it: ?at=2026-01-31&days=7, for OMOP also source=icpc2; others stay with it."""
    place, _, query = name.partition(":")[2].partition("?")
    given = dict(parse_qsl(query, keep_blank_values=True))
    allowed = ("at", "days", "source") if name.startswith("omop:") else ("at", "days")
    own = {key: value for key, value in given.items() if key in allowed}
    others = {key: value for key, value in given.items() if key not in allowed}
    shown = name.partition("?")[0] if "://" not in name else name.partition("://")[0]
    if others and "://" not in place:
        raise BadSource(f"{shown}: unknown option {next(iter(others))[:40]!r}, expected one of: {', '.join(allowed)}")
    try:
        options = convert(own, _Options, strict=False)
    except ValidationError as error:
        message = "expected at=YYYY-MM-DD, days=NUMBER or source=icd10|icpc2, such as ?at=2026-01-31&days=7"
        raise BadSource(f"{shown}: {message} ({error})") from None
    if not 0 <= options.days <= _MOST_DAYS:
        raise BadSource(f"{shown}: days is {options.days}, expected 0 to {_MOST_DAYS}")
    return f"{place}?{urlencode(others)}" if others else place, options


def _table(address: Address) -> Source:
    if address.kind == "postgres":
        from venevagt.cohort.database_postgres import PostgresSource

        return PostgresSource(address)
    return DuckSource(address) if address.kind == "duckdb" else SqliteSource(address)
