"""What the commands of the diary share: the file, the knowledge, the language, and how a mistake ends."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from venevagt.care.diary import DAY, Mistake, Settings, as_known, in_words, read_settings
from venevagt.care.diary_store import Store, StoreError, default_file
from venevagt.care.services import danish_now
from venevagt.care.words import filled
from venevagt.cli.common import fail, knowledge_option, language_option, open_model, pick_language
from venevagt.knowledge.model import Model

_file_option = click.option(
    "--file",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The diary; else it lies in your data folder.",
)


def options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every command of the diary."""
    for option in (knowledge_option, language_option, _file_option):
        command = option(command)
    return command


class Diary:
    """The file, the knowledge and the language that a command works with."""

    def __init__(self, file: Path | None, language: str | None, directory: Path | None) -> None:
        self.model: Model = open_model(directory)
        self.language = pick_language(self.model, language)
        self.store = Store(file or default_file(), (DAY, *self.model.recovery.diary.fields))
        self.today: date = danish_now().date()

    def entries(self) -> list[dict[str, Any]]:
        """Every entry as far as the knowledge knows it, in the order of the days. Raises StoreError."""
        return as_known(self.model, self.store.entries())

    def settings(self) -> Settings:
        """The settings as far as the knowledge knows them. Raises StoreError."""
        return read_settings(self.store.settings(), date.max).entry

    def word(self, key: str, **values: object) -> str:
        """The diary's words for something, filled in."""
        return filled(self.model.texts[self.language].diary[key], **values)

    def refuse(self, mistakes: Sequence[Mistake]) -> NoReturn:
        """Print each mistake and leave."""
        fail("\n".join(in_words(self.model, self.language, mistake) for mistake in mistakes))


def run(action: Callable[[], None]) -> None:
    """Do it; a file that cannot be used ends with a message."""
    try:
        action()
    except StoreError as error:
        fail(str(error))
