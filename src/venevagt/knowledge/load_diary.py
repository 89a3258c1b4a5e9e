"""The diary: recovery/diary.yaml, what a person can write down, and recovery/diary/, what it says."""

from collections.abc import Mapping

from msgspec.structs import replace

from venevagt.knowledge.diary import Diary, DiaryField, DiarySign
from venevagt.knowledge.reader import Reader
from venevagt.logic.expression import Expression, Vocabulary


def read_diary(reader: Reader, vocabulary: Vocabulary, defined: Mapping[str, Expression]) -> Diary:
    """All of it; `vocabulary`: the findings of the triage and of the clinician."""

    def condition(name: str, text: str) -> Expression | None:
        return reader.expression("diary_signs", name, text, vocabulary, defined, "unless") if text else None

    signs = reader.section("diary_signs", "recovery/diary/*.yaml", DiarySign)
    return Diary(
        reader.section("diary_fields", "recovery/diary.yaml", DiaryField),
        {name: replace(sign, exception=condition(name, sign.unless)) for name, sign in signs.items()},
    )
