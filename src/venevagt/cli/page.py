"""Pages of plain lines in the terminal, with 112 on each of them, and a line to answer on."""

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

import click

from venevagt.care.services import emergency_number
from venevagt.care.words import filled
from venevagt.knowledge.model import Model

Style = Literal["plain", "bold", "alarm", "rule", "self_care", "own_gp", "doctor_today", "emergency"]

_STYLES: Mapping[Style, Mapping[str, str | bool]] = {
    "plain": {},
    "bold": {"bold": True},
    "alarm": {"bold": True, "fg": "white", "bg": "red"},
    "rule": {"fg": "red"},
    "self_care": {"bold": True, "fg": "green"},
    "own_gp": {"bold": True, "fg": "blue"},
    "doctor_today": {"bold": True, "fg": "magenta"},
    "emergency": {"bold": True, "fg": "white", "bg": "red"},
}
"""How lines look on a terminal that has colours; the words always say it too."""

_WIDEST = 80
_NARROWEST = 20
_INDENT = 4
_HARD_SPACE = "\N{NO-BREAK SPACE}"
_Accepted = TypeVar("_Accepted")


class GoBack(Exception):
    """The person wants the page before."""


class Quit(Exception):
    """The person stops."""


class Unusable(Exception):
    """What was typed is no answer here."""


class Prompt(NamedTuple):
    """How to answer, what the keys beside it do, and what `?` shows (given what stands after it)."""

    how: str
    keys: tuple[tuple[str, str], ...] = ()
    show_help: Callable[[str], None] | None = None


class Page:
    """Writes in one language to the terminal: wrapped, and plain where it has no colours."""

    def __init__(self, model: Model, language: str, *, err: bool = False) -> None:
        self.texts = model.texts[language]
        self.number = emergency_number(model)
        self._err = err
        self._color = False if os.environ.get("NO_COLOR") else None
        self.width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))

    def words(self, key: str, **values: object) -> str:
        """The terminal's words for something, filled in."""
        return filled(self.texts.terminal[key], number=self.number, **values)

    def top(self) -> None:
        """Start a page: a line across, and when to call 112."""
        self.line()
        self.rule()
        self.line(self.words("header"), "alarm")

    def rule(self) -> None:
        """A line across."""
        self.line("─" * self.width, "rule")

    def line(self, text: str = "", style: Style = "plain") -> None:
        """One paragraph, wrapped; lines that are wrapped already stay as they are."""
        wrapped = "\n".join(
            part if len(part) <= self.width else textwrap.fill(part, self.width) for part in text.split("\n")
        )
        self._write(click.style(wrapped, **_STYLES[style]) if text else "")  # type: ignore[arg-type]

    def _write(self, text: str, *, newline: bool = True) -> None:
        click.echo(text, nl=newline, err=self._err, color=self._color)

    def heading(self, text: str) -> None:
        """A heading with an empty line before it."""
        self.line()
        self.line(text, "bold")

    def rows(self, rows: Iterable[tuple[str, str]], *, one_line: bool = False, indent: int = _INDENT) -> None:
        """Lines that start with a number or a dash; the text of each is wrapped under itself."""
        for mark, text in rows:
            shown = textwrap.shorten(text, self.width - indent, placeholder="...") if one_line else text
            first, others = f"{mark:>{indent - 1}} ", " " * indent
            self.line(textwrap.fill(shown, self.width, initial_indent=first, subsequent_indent=others))

    def bullets(self, title: str, lines: Iterable[str]) -> None:
        """A heading with lines under it; nothing where there are no lines."""
        rows = [("-", line) for line in lines]
        if rows:
            self.heading(self.words(title))
            self.rows(rows)

    def explain(self, name: str) -> None:
        """Why a finding is asked, how to look, and what not being sure counts as."""
        text = self.texts.findings[name]
        looks = (self.words("look", look=text.look),) if text.look else ()
        self.rows(("", line) for line in (self.words("reason", why=text.why), *looks, text.unsure))

    def explain_list(self, names: Sequence[str], which: str) -> None:
        """The same for one of a list, by its number, or for all of it."""
        try:
            numbers = [place_in_list(which, len(names))] if which else range(1, len(names) + 1)
        except Unusable:
            self.line(self.words("help_which", count=len(names)))
            return
        for number in numbers:
            self.line()
            self.rows([(str(number), self.texts.findings[names[number - 1]].question)])
            self.explain(names[number - 1])

    def letter(self, key: str) -> str:
        """What to type for back, yes and the like."""
        return self.words(f"key_{key}").split(",")[0]

    def means(self, typed: str, key: str) -> bool:
        """Whether somebody typed the letter, or the word, for back, yes and the like."""
        return typed in self.words(f"key_{key}").split(", ")

    def ask(self, prompt: Prompt, accept: Callable[[str], _Accepted]) -> _Accepted:
        """Ask until the answer can be used; `accept` raises Unusable for one that can't.

        Raises GoBack and Quit when the person wants that, and EOFError at the end of the input.
        """
        self.heading(prompt.how)
        while True:
            typed = self._read(prompt)
            if self.means(typed, "quit"):
                raise Quit
            if self.means(typed, "back"):
                raise GoBack
            if prompt.show_help and (typed.startswith("?") or self.means(typed, "help")):
                prompt.show_help(typed.strip("? ") if typed.startswith("?") else "")
                continue
            try:
                return accept(typed)
            except Unusable:
                wrong = self.words("wrong", typed=typed[:30]) if typed else self.words("nothing_typed")
                self.line()
                self.line(f"{wrong} {prompt.how}")

    def _read(self, prompt: Prompt) -> str:
        """One line from the keyboard or a pipe, in small letters and without control characters."""
        always = tuple((self.letter(key), self.words(f"does_{key}")) for key in ("back", "quit"))
        keys = (f"{key} = {does}".replace(" ", _HARD_SPACE) for key, does in (*prompt.keys, *always))
        self.line(textwrap.fill("   ".join(keys), self.width).replace(_HARD_SPACE, " "))
        self._write(self.words("prompt") + " ", newline=False)
        line = sys.stdin.readline() if sys.stdin else ""
        if not line:
            self.line()
            raise EOFError
        typed = " ".join("".join(c if c.isprintable() else " " for c in line).split())
        if not sys.stdin.isatty():
            self.line(typed)
        return typed.casefold()


def place_in_list(word: str, count: int) -> int:
    """A number from 1 to `count`. Raises Unusable for anything else."""
    if not re.fullmatch(r"[0-9]{1,3}", word) or not 1 <= int(word) <= count:
        raise Unusable
    return int(word)


def number_in_range(word: str, low: float, high: float) -> float:
    """A number with a decimal point or comma. Raises Unusable for anything else."""
    if not re.fullmatch(r"[+-]?[0-9]+([.,][0-9]+)?", word) or not low <= float(word.replace(",", ".")) <= high:
        raise Unusable
    return float(word.replace(",", "."))
