"""The API against its own document: schemathesis makes requests that fit it, and requests that do not."""

from typing import Any

import schemathesis
from schemathesis import Case
from schemathesis.specs.openapi.checks import positive_data_acceptance
from tests.fuzz.amounts import fuzzed

from venevagt.directory.stores import open_store
from venevagt.knowledge.compiled import get_model
from venevagt.server.app import create_app

CLINICS = schemathesis.openapi.from_asgi(
    "/openapi.json", create_app(get_model(), clinics=open_store(get_model().recovery.directory, "demo"))
)
SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", create_app(get_model()))


@SCHEMA.include(method="POST").parametrize()
@fuzzed(350)
def test_assess_answers_as_its_document_says(case: Case[Any]) -> None:
    case.call_and_validate()


@SCHEMA.include(method="GET").parametrize()
@fuzzed(30)
def test_reading_answers_as_its_document_says(case: Case[Any]) -> None:
    case.call_and_validate()


@CLINICS.include(path="/api/physiotherapists").parametrize()
@fuzzed(200)
def test_the_search_for_clinics_answers_as_its_document_says(case: Case[Any]) -> None:
    # That a postcode or a wish exists is not in the document.
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
