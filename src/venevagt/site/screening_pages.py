"""The triage as one page for a physiotherapist: everything is asked from one list, ticked or printed."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from venevagt.knowledge.model import Model
from venevagt.knowledge.shape import AnswerType
from venevagt.site.compact import Code, module
from venevagt.site.part_scripts import part_file, part_script
from venevagt.site.sheets import Sheet, own_sheet

_PART = "screening"
_WORDS = f"{_PART}_"


class Field(Struct, frozen=True):
    """One finding of the form. `options`: what can be chosen, as (id, words). `low`, `high`: the limits of a number."""

    id: str
    type: AnswerType
    label: str
    unit: str
    options: tuple[tuple[str, str], ...]
    low: float
    high: float


class Group(Struct, frozen=True):
    """The findings of one screen of the interview."""

    id: str
    title: str
    fields: tuple[Field, ...]


def screening_sheets(model: Model, language: str) -> Iterator[Sheet]:
    """The form, as the only page."""
    words = words_of(model, language)
    context = {"words": words, "groups": tuple(_groups(model, language))}
    yield own_sheet(model, language, _PART, context, lead=words["lead"], scripts=(part_file(_PART, language),))


def screening_scripts(model: Model) -> dict[str, str]:
    """The form's script in each language."""
    return {
        name: text
        for language in model.about.languages
        for name, text in part_script(model, language, _PART, _data(model, language)).items()
    }


def words_of(model: Model, language: str) -> Mapping[str, str]:
    """The words of the form, by name."""
    texts = model.texts[language].directory
    return {name.removeprefix(_WORDS): text for name, text in texts.items() if name.startswith(_WORDS)}


def _groups(model: Model, language: str) -> Iterator[Group]:
    texts = model.texts[language]
    for screen in model.screens.values():
        fields = tuple(_field(model, language, name) for name in screen.findings)
        yield Group(screen.id, texts.screens[screen.id].title, fields)


def _field(model: Model, language: str, name: str) -> Field:
    finding, text = model.findings[name], model.texts[language].findings[name]
    return Field(
        id=name,
        type=finding.type,
        label=text.label[:1].upper() + text.label[1:],
        unit=text.unit,
        options=tuple((option, text.options[option].label) for option in finding.options),
        low=finding.low,
        high=finding.high,
    )


def _data(model: Model, language: str) -> str:
    own = module({"language": language, "words": words_of(model, language), "triage": Code("triage")})
    return f'import triage from "../script/words.{language}.js";\n{own}'
