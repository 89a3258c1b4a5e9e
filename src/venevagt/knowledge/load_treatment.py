"""The treatment of a clot: clinical/treatment/*.yaml."""

from collections.abc import Mapping

from msgspec.structs import replace

from venevagt.knowledge.reader import Reader
from venevagt.knowledge.treatment import Treatment
from venevagt.logic.expression import Expression, Vocabulary


def read_treatment(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> dict[str, Treatment]:
    """Every entry with its conditions as trees; `vocabulary`: the findings of the triage and of the clinician."""

    def read(name: str, text: str, field: str) -> Expression | None:
        return reader.expression("treatment", name, text, vocabulary, defined, field) if text else None

    entries = reader.section("treatment", "clinical/treatment/*.yaml", Treatment)
    return {
        name: replace(entry, condition=read(name, entry.when, "when"), exception=read(name, entry.unless, "unless"))
        for name, entry in entries.items()
    }
