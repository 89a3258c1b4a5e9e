"""The clinician's page as one script for each language: what is written by hand, with the scores and the words."""

from collections.abc import Mapping
from importlib.resources import files

from venevagt.knowledge.model import Model
from venevagt.site.bundle import scripts, without_comments
from venevagt.site.clinic_data import clinic_module
from venevagt.site.joined import joined, tight

_FOLDER = "clinic"
_START = f"{_FOLDER}/start.js"
_DATA = f"{_FOLDER}/data.js"


def clinic_scripts(model: Model, language: str) -> dict[str, str]:
    """File name -> text, as the files lie beside each other, with the interview's, which some import."""
    files_there = (file for file in (files("venevagt.site") / _FOLDER).iterdir() if file.name.endswith(".js"))
    own = {f"{_FOLDER}/{file.name}": without_comments(file.read_text(encoding="utf-8")) for file in files_there}
    return {
        **{f"script/{name}": text for name, text in scripts().items()},
        **own,
        _DATA: clinic_module(model, language, own.values()),
    }


def clinic_files(model: Model) -> Mapping[str, str]:
    """File name -> text of what a browser loads: one script for each language."""
    return {
        clinic_file(language): tight(joined(clinic_scripts(model, language), _START))
        for language in model.about.languages
    }


def clinic_file(language: str) -> str:
    """The name of a language's script in the static folder."""
    return f"clinic.{language}.js"
