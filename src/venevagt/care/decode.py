"""JSON, decoded strictly: what is ambiguous or broken is refused, with the place where it is."""

import json
import math
from typing import Any

import msgspec


def decode_json(content: bytes) -> Any:
    """Decode JSON strictly. Raises ValueError, with line and column, for anything that isn't."""
    quick = _quickly(content)
    if quick is not None:
        return quick
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start + 1} is not UTF-8") from None
    try:
        return json.loads(
            text, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite, parse_int=_short
        )
    except json.JSONDecodeError as error:
        raise ValueError(f"broken JSON at line {error.lineno}, column {error.colno}: {error.msg}") from None
    except RecursionError:
        raise ValueError("JSON that is nested too deeply") from None


def _quickly(content: bytes) -> dict[str, Any] | None:
    """A flat object of words and small numbers, decoded fast; None for all else, the doubtful included.

    Each key and each word has two quotes. With more quotes than that a key stood there twice.
    """
    if b"\\" in content:
        return None
    try:
        found = _FLAT.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    words = sum([value.__class__ is str for value in found.values()])
    return found if content.count(b'"') == 2 * (len(found) + words) else None


_FLAT = msgspec.json.Decoder(dict[str, str | int])


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"duplicate key {key[:60]!r}, expected each finding once")
        found[key] = value
    return found


def _no_constant(word: str) -> Any:
    raise ValueError(f"{word} is no JSON number")


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise ValueError(f"the number {text[:20]} is too large")
    return value


def _short(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"the number {text[:20]}... is too large")
    return int(text)


_MOST_DIGITS = 300
