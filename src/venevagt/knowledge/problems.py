"""What is wrong in the knowledge, and where: the message that a clinician reads."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: `file:line:column: what was found, what was expected`.

    Lines and columns count from 1. `source_line` is the line of the file, under which a caret of
    `width` characters is drawn; `help` may be empty.
    """

    file: str
    line: int
    column: int
    message: str
    source_line: str = ""
    width: int = 1
    help: str = ""

    def __str__(self) -> str:
        message = self.message if len(self.message) <= _LONGEST_MESSAGE else f"{self.message[:_LONGEST_MESSAGE]}..."
        lines = [f"{self.file}:{self.line}:{self.column}: {message}"]
        if self.source_line and len(self.source_line) <= _LONGEST_LINE:
            room = len(self.source_line) - self.column + 1
            lines += [
                f"    {self.source_line}",
                f"    {' ' * (self.column - 1)}{'^' * max(1, min(self.width, room))}",
            ]
        if self.help:
            lines.append(f"    help: {self.help}")
        return "\n".join(printable(line) for line in lines)


def printable(line: str) -> str:
    """One line that quotes a file, fit for a terminal: what would move the cursor is a question mark."""
    return "".join(character if character.isprintable() else "?" for character in line)


_LONGEST_MESSAGE = 600
_LONGEST_LINE = 300
"""Characters; a longer line of a file is not drawn."""


class KnowledgeError(Exception):
    """The knowledge cannot be used; `problems` has everything that is wrong, in file order."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(dict.fromkeys(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))
