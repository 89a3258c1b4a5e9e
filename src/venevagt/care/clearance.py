"""A clearance: what a clinician allows, read from a file, and the very bytes that are signed.

A file is a JSON object: `clearance` with everything that one names; for a signed one also `public_key` and
`signature`; and `lapsed` once it has lapsed. Without a signature it is the person's own entry.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from venevagt.care.cases import shown
from venevagt.care.decode import decode_json
from venevagt.care.signature import SignatureError, fits
from venevagt.knowledge.model import Model
from venevagt.knowledge.rehabilitation import ClearanceField
from venevagt.logic.nearest import did_you_mean

KIND = "venevagt.clearance/1"
"""Stands in what is signed, so that a signature on anything else is none on a clearance."""

MAX_FILE = 20_000
_TEXT = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]{1,300}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class ClearanceError(ValueError):
    """No clearance that can be used: names the field, what was expected and what to do."""


class Clearance(Struct, frozen=True):
    """What one names; the fields are those of knowledge/recovery/rehabilitation/clearance.yaml."""

    by: str
    given_on: date
    diagnosis: str
    treatment_started: date
    treatment: str
    up_to_stage: str
    watch: str
    call: str
    until: date


class Lapse(Struct, frozen=True):
    """On which day a clearance lapsed, and because of what."""

    on: date
    because: tuple[str, ...]


class Held(Struct, frozen=True):
    """A clearance as a person has it. `public_key`: of a signed one; empty for an own entry."""

    clearance: Clearance
    public_key: str = ""
    signature: str = ""
    lapse: Lapse | None = None


def read_clearance(model: Model, raw: object) -> Clearance:
    """Check decoded JSON and give the clearance that it is. Raises ClearanceError."""
    fields = model.recovery.rehabilitation.clearance
    values = _object(raw, "a clearance")
    for name in values:
        if name != "kind" and name not in fields:
            help_line = did_you_mean(name, fields)
            raise ClearanceError(f"unknown field {name[:60]!r}" + (f", {help_line}" if help_line else ""))
    if values.get("kind", KIND) != KIND:
        raise ClearanceError(f"kind: expected {KIND!r}, found {shown(values['kind'])}")
    found = Clearance(**{name: _field(model, field, values.get(name)) for name, field in fields.items()})
    if not found.treatment_started <= found.given_on <= found.until:
        raise ClearanceError(
            f"expected treatment_started ({found.treatment_started}), given_on ({found.given_on}) and "
            f"until ({found.until}) in this order"
        )
    return found


def _object(raw: object, what: str) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise ClearanceError(f"expected {what} as an object, found {shown(raw)}")
    return raw


def _field(model: Model, field: ClearanceField, value: object) -> Any:
    if value is None:
        raise ClearanceError(f"{field.id}: nothing there, expected it in every clearance")
    if field.kind == "date":
        return _date(field.id, value)
    if field.kind == "text":
        if isinstance(value, str) and _TEXT.fullmatch(value) and value.strip(" "):
            return value
        raise ClearanceError(f"{field.id}: expected 1 to 300 characters on one line, found {shown(value)}")
    allowed = tuple(model.recovery.rehabilitation.stages) if field.kind == "stage" else field.options
    if not isinstance(value, str) or value not in allowed:
        raise ClearanceError(f"{field.id}: expected one of {', '.join(allowed)}, found {shown(value)}")
    return value


def _date(name: str, value: object) -> date:
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ClearanceError(f"{name}: expected a day such as 2026-11-24, found {shown(value)}")


def signed_bytes(clearance: Clearance) -> bytes:
    """What is signed: the clearance as JSON after RFC 8785, which any language writes byte for byte the same."""
    return _canonical(_plain(clearance))


def _plain(clearance: Clearance) -> dict[str, str]:
    return {"kind": KIND, **{name: str(getattr(clearance, name)) for name in Clearance.__struct_fields__}}


def _canonical(value: object) -> bytes:
    """Keys in order, no space, nothing escaped that need not be; there are only strings, lists and objects in it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def write_held(held: Held) -> bytes:
    """The file of a clearance."""
    value: dict[str, object] = {"clearance": _plain(held.clearance)}
    if held.public_key:
        value |= {"public_key": held.public_key, "signature": held.signature}
    if held.lapse is not None:
        value["lapsed"] = {"on": str(held.lapse.on), "because": list(held.lapse.because)}
    return _canonical(value) + b"\n"


def read_held(model: Model, content: bytes) -> Held:
    """The clearance in a file; a signed one only when not a byte of it was changed. Raises ClearanceError."""
    if len(content) > MAX_FILE:
        raise ClearanceError(f"{len(content)} bytes, expected a clearance of at most {MAX_FILE}")
    try:
        values = _object(decode_json(content), "a file with a clearance")
    except ClearanceError:
        raise
    except ValueError as error:
        raise ClearanceError(f"no JSON: {error}") from None
    expected = ("clearance", "public_key", "signature", "lapsed")
    for name in values:
        if name not in expected:
            raise ClearanceError(f"unknown field {name[:60]!r}, expected {', '.join(expected)}")
    if "clearance" not in values:
        raise ClearanceError("no 'clearance' in the file, expected a file that `venevagt clearance make` wrote")
    signed = "public_key" in values or "signature" in values
    try:
        clearance = read_clearance(model, values["clearance"])
    except ClearanceError as error:
        raise ClearanceError(f"clearance: {error}") from None
    held = Held(clearance, _hex(values, "public_key"), _hex(values, "signature"), _lapse(values.get("lapsed")))
    if signed:
        _is_unchanged(held, content)
    return held


def _hex(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) else ""


def _lapse(raw: object) -> Lapse | None:
    if raw is None:
        return None
    values = _object(raw, "'lapsed'")
    because = values.get("because")
    if set(values) != {"on", "because"} or not isinstance(because, list):
        raise ClearanceError("lapsed: expected the day under 'on' and a list under 'because'")
    return Lapse(_date("lapsed", values["on"]), tuple(str(item) for item in because))


def _is_unchanged(held: Held, content: bytes) -> None:
    try:
        fits(held.public_key, held.signature, signed_bytes(held.clearance))
    except SignatureError as error:
        raise ClearanceError(f"{error}. Nothing is opened by it: ask whoever gave it for a new file") from None
    if content.removesuffix(b"\n") != write_held(held).removesuffix(b"\n"):
        raise ClearanceError(
            "the file was changed after it was signed: expected it byte for byte as it was written. "
            "Nothing is opened by it: ask whoever gave it for a new file"
        )
