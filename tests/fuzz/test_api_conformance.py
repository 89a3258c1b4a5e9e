"""The API against its own document: schemathesis makes requests that fit it, and requests that do not."""

from typing import Any

import schemathesis
from schemathesis import Case
from tests.fuzz.amounts import fuzzed

from venevagt.knowledge.compiled import get_model
from venevagt.server.app import create_app

SCHEMA = schemathesis.openapi.from_asgi("/openapi.json", create_app(get_model()))


@SCHEMA.include(method="POST").parametrize()
@fuzzed(350)
def test_assess_answers_as_its_document_says(case: Case[Any]) -> None:
    case.call_and_validate()


@SCHEMA.include(method="GET").parametrize()
@fuzzed(30)
def test_reading_answers_as_its_document_says(case: Case[Any]) -> None:
    case.call_and_validate()
