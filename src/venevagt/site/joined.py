"""Many modules as one: a phone on a slow line asks once, and what is said again compresses well.

Each module becomes a function that is called once, after those that it imports from; what it exports
is what the function gives back.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping

_IMPORT = re.compile(r'^import (?P<names>\{[^}]*\}|\w+) from "(?P<path>[^"]+)";$', re.MULTILINE)
_PASSED_ON = re.compile(r'^export (?P<names>\{[^}]*\}) from "(?P<path>[^"]+)";$', re.MULTILINE)
_DEFAULT = re.compile(r"^export default ", re.MULTILINE)
_EXPORT = re.compile(r"^export (?:async )?(?:const|let|class|function\*?) (?P<name>\w+)", re.MULTILINE)
_KEYWORD = re.compile(r"^(export|import)\b", re.MULTILINE)


_LITERAL = re.compile(r'("(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|/(?![/*\s])(?:[^/\\\n\[]|\\.|\[[^\]\n]*\])+/[a-z]*)')
"""A text, a template, a pattern: the scripts put a space behind what divides."""

_NEEDLESS = re.compile(r" ?([=(){}\[\];,:?<>*&|!]+) ?")
_AROUND = re.compile(r"(?<![-+]) ([-+%/]) (?![-+])")
"""What calculates, with its spaces; those between two signs stay, so that - -1 does not become --1."""

_NEEDLESS_END = re.compile(r"(?<=[;{,(\[=>?:&|])\n|\n(?=[.?:)\]}])")
"""A line's end where a statement goes on, or another may begin without it."""


def tight(script: str) -> str:
    """The script without the spaces and line ends that only a reader needs; texts and patterns stay as they are."""
    parts = _LITERAL.split(script)
    return "".join(part if place % 2 else _tight(part) for place, part in enumerate(parts))


def _tight(code: str) -> str:
    return _NEEDLESS_END.sub("", _NEEDLESS.sub(r"\1", _AROUND.sub(r"\1", code)))


def joined(files: Mapping[str, str], entry: str) -> str:
    """One module that does what `entry` does, with all that it imports.

    `files`: name -> text, as `bundle` gives them. Raises ValueError for a form of import or export that
    the project's scripts do not use.
    """
    order: dict[str, None] = {}
    _in_order(files, entry, order, ())
    number = {name: f"$${place}" for place, name in enumerate(order)}
    return "".join(f"const {number[name]}=(()=>{{\n{_inside(files[name], name, number)}}})();\n" for name in order)


def _in_order(files: Mapping[str, str], name: str, order: dict[str, None], above: tuple[str, ...]) -> None:
    """Put a module behind those that it imports from."""
    if name in above:
        raise ValueError(f"{name} imports itself, by way of {', '.join(above)}")
    if name not in order:
        for other in _imported(files[name], name):
            _in_order(files, other, order, (*above, name))
        order[name] = None


def _imported(text: str, name: str) -> Iterator[str]:
    for pattern in (_IMPORT, _PASSED_ON):
        yield from (_beside(name, found["path"]) for found in pattern.finditer(text))


def _beside(name: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _inside(text: str, name: str, number: Mapping[str, str]) -> str:
    def taken(found: re.Match[str]) -> str:
        return f"const {found['names']}={number[_beside(name, found['path'])]};"

    exported = [found["name"] for found in _EXPORT.finditer(text)]
    for found in _PASSED_ON.finditer(text):
        exported += [own.strip() for own in found["names"].strip("{}").split(",")]
    text = _PASSED_ON.sub(taken, _IMPORT.sub(taken, text))
    whole = bool(_DEFAULT.search(text))
    text = _DEFAULT.sub("return ", text)
    text = _EXPORT.sub(lambda found: found[0].removeprefix("export "), text)
    if _KEYWORD.search(text) or (whole and exported):
        raise ValueError(f"{name}: an import or export in a form that cannot be joined")
    return text if whole or not exported else f"{text}return {{{','.join(exported)}}};\n"
