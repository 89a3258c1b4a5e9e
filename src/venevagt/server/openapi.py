"""The OpenAPI document: the shapes of the code and the findings of the knowledge, nothing by hand."""

from importlib.metadata import version
from typing import Any

import msgspec

from venevagt.care.assess import Assessment
from venevagt.directory.answer import Answered
from venevagt.directory.search import Asked
from venevagt.knowledge.model import Finding, Model

Schema = dict[str, Any]


def openapi(model: Model, *, clinics: bool = False) -> Schema:
    """The document for one knowledge base; `clinics`: whether the server has a directory of clinics."""
    kinds = (Assessment, Answered, Asked) if clinics else (Assessment,)
    (assessment, *more), shapes = msgspec.json.schema_components(kinds, ref_template="#/components/schemas/{name}")
    found = {"/api/physiotherapists": {"post": _physiotherapists(model, *more)}} if more else {}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Venevagt",
            "version": version("venevagt"),
            "description": "Triage of leg complaints. It advises; it never diagnoses. In danger, call 112.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/api/assess": {"post": _assess(model, assessment)},
            **found,
            "/api/knowledge": {"get": _read("readKnowledge", "The findings, rules, screens, sources and texts.")},
            "/openapi.json": {"get": _read("readOpenApi", "This document.")},
            "/health": {"get": _read("readHealth", "Whether the server is well.")},
        },
        "components": {"schemas": {**shapes, "Case": _case(model), "Error": _ERROR}},
    }


_ERROR: Schema = {
    "type": "object",
    "required": ["status", "error"],
    "properties": {"status": {"type": "integer"}, "error": {"type": "string"}},
}
_MISTAKES = {
    "400": "Broken JSON, not UTF-8, or a key that stands there twice.",
    "408": "The body took too long.",
    "413": "The body is too large.",
    "415": "The content type is not application/json.",
    "422": "An unknown finding, a wrong value or an unknown language; the error names it.",
}


def _lang(model: Model) -> Schema:
    languages = {"type": "string", "enum": list(model.about.languages), "default": model.about.languages[0]}
    return {"name": "lang", "in": "query", "description": "Else by Accept-Language.", "schema": languages}


def _assess(model: Model, assessment: Schema) -> Schema:
    return {
        "operationId": "assess",
        "summary": "Assess a case, finished or not.",
        "parameters": [_lang(model)],
        "requestBody": {"required": True, "content": _json({"$ref": "#/components/schemas/Case"})},
        "responses": {
            "200": {"description": "The assessment.", "content": _json(assessment)},
            **{status: _mistake(text) for status, text in _MISTAKES.items()},
        },
    }


def _physiotherapists(model: Model, answered: Schema, search: Schema) -> Schema:
    body = {
        "type": "object",
        "additionalProperties": False,
        "required": ["case", "search"],
        "properties": {"case": {"$ref": "#/components/schemas/Case"}, "search": search},
    }
    return {
        "operationId": "findPhysiotherapists",
        "summary": "Find a clinic for a case that may see one; else say why not, and what to do instead.",
        "parameters": [_lang(model)],
        "requestBody": {"required": True, "content": _json(body)},
        "responses": {
            "200": {"description": "Clinics; none where may_see_clinics is false.", "content": _json(answered)},
            **{status: _mistake(text) for status, text in _MISTAKES.items()},
        },
    }


def _read(name: str, text: str) -> Schema:
    answer = {"description": text, "content": _json({"type": "object"})}
    return {"operationId": name, "summary": text, "responses": {"200": answer}}


def _mistake(text: str) -> Schema:
    return {"description": text, "content": _json({"$ref": "#/components/schemas/Error"})}


def _json(schema: Schema) -> Schema:
    return {"application/json": {"schema": schema}}


def _case(model: Model) -> Schema:
    """One property for each finding; a finding that is left out was not asked."""
    english = model.texts["en" if "en" in model.texts else model.about.languages[0]]
    return {
        "type": "object",
        "description": "Finding -> answer.",
        "additionalProperties": False,
        "properties": {
            name: {"description": english.findings[name].question, **_answer(finding)}
            for name, finding in model.findings.items()
        },
    }


def _answer(finding: Finding) -> Schema:
    """The allowed values of one finding."""
    unsure = () if finding.unsure == "must_be_answered" else ("unsure",)
    if finding.type != "number":
        words = finding.options or ("yes", "no")
        return {"type": "string", "enum": [*words, *unsure]}
    number = {"type": "number", "minimum": finding.low, "maximum": finding.high}
    return {"anyOf": [number, {"const": "unsure"}]} if unsure else number
