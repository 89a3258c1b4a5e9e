"""One entry of a file as a typed shape: every wrong field is a problem with its place."""

import types
import typing
from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar

import msgspec

from venevagt.knowledge.problems import Problem
from venevagt.knowledge.shape import FILLED_IN, Shape
from venevagt.knowledge.source import Document
from venevagt.knowledge.source import Path as ValuePath
from venevagt.logic.nearest import did_you_mean

Entry = TypeVar("Entry", bound=Shape)


def read_entry(
    problems: list[Problem], document: Document, path: ValuePath, value: Any, shape: type[Entry]
) -> Entry | None:
    """One entry, field by field, so that every wrong field is reported."""
    allowed = {f.name: f for f in msgspec.structs.fields(shape) if f.name not in FILLED_IN}
    if not isinstance(value, dict):
        problems.append(document.problem(path, f"expected {', '.join(list(allowed)[:4])} ... under it"))
        return None
    before = len(problems)
    unknown_keys(problems, document, path, value, tuple(allowed))
    missing = [name for name, info in allowed.items() if info.required and name not in value]
    if missing:
        message = f"without {', '.join(repr(name) for name in missing)}, which is required"
        problems.append(document.problem(path, message, at_key=bool(path)))
    arguments = {}
    for name, info in allowed.items():
        if name in value:
            arguments[name] = _read_field(problems, document, (*path, name), value[name], info.type)
    return shape(**arguments) if len(problems) == before else None


def _read_field(problems: list[Problem], document: Document, path: ValuePath, value: Any, kind: Any) -> Any:
    """A field's value; entries inside it are read one by one, so that each is reported at its own place."""
    shape = next((part for part in typing.get_args(kind) if isinstance(part, type) and issubclass(part, Shape)), None)
    if shape is not None and isinstance(value, dict) and typing.get_origin(kind) is dict:
        return {
            key: _named(read_entry(problems, document, (*path, key), item, shape), key) for key, item in value.items()
        }
    if shape is not None and isinstance(value, list) and typing.get_origin(kind) is tuple:
        return tuple(read_entry(problems, document, (*path, at), item, shape) for at, item in enumerate(value))
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        _wrong_type(problems, document, path, value, kind, error)
        return None


def _named(entry: Shape | None, name: str) -> Shape | None:
    """The entry with the key that it stands under as its id, where its shape has one."""
    has_id = entry is not None and "id" in entry.__struct_fields__
    return msgspec.structs.replace(entry, id=name) if has_id and entry is not None else entry


def unknown_keys(
    problems: list[Problem], document: Document, path: ValuePath, value: Mapping[str, Any], allowed: tuple[str, ...]
) -> None:
    """A problem for each key that is not allowed, with the nearest that is."""
    for key in value:
        if key not in allowed:
            problems.append(
                document.problem(
                    (*path, key),
                    f"unknown field {key!r}, expected one of: {', '.join(allowed)}",
                    did_you_mean(key, allowed),
                    at_key=True,
                )
            )


def _wrong_type(
    problems: list[Problem], document: Document, path: ValuePath, value: Any, kind: Any, error: msgspec.ValidationError
) -> None:
    words = allowed_words(kind)
    message, _, where = str(error).partition(" - at `$")
    inner = path + _inner_path(where.rstrip("`"), value)
    if words and isinstance(value, (str, list)):
        bad = value if isinstance(value, str) else next((v for v in value if v not in words), "")
        found = f"found {bad!r}, expected one of: {', '.join(word for word in words if word)}"
        problems.append(document.problem(inner, found, did_you_mean(str(bad), words)))
        return
    if kind is date:
        problems.append(document.problem(inner, f"found {str(value)!r}, expected a date such as 2026-11-24"))
        return
    plain = message.replace("`", "'").replace("Expected", "expected", 1)
    problems.append(document.problem(inner, f"{plain} for {path[-1]!r}"))


def allowed_words(kind: Any) -> tuple[str, ...]:
    """The words that a field may have when its type is a list of words, else nothing."""
    if isinstance(kind, types.GenericAlias) or typing.get_origin(kind) is tuple:
        return allowed_words(typing.get_args(kind)[0])
    return tuple(typing.get_args(kind)) if typing.get_origin(kind) is typing.Literal else ()


def _inner_path(where: str, value: Any) -> ValuePath:
    """`[1].holds` as (1, 'holds'), as far as it exists in `value`."""
    steps: list[str | int] = []
    for raw in where.replace("[", ".").replace("]", "").split("."):
        if raw.isdigit() and isinstance(value, list) and int(raw) < len(value):
            steps.append(int(raw))
            value = value[int(raw)]
        elif isinstance(value, dict) and raw in value:
            steps.append(raw)
            value = value[raw]
    return tuple(steps)
