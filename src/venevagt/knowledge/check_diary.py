"""What has to hold of the diary: each field is whole, says what exists, and no red flag is without a field."""

import math
from collections.abc import Iterator

from venevagt.knowledge.diary import SETTINGS, DiaryField, DiarySign
from venevagt.knowledge.load import Loaded
from venevagt.knowledge.model import Finding
from venevagt.knowledge.places import at, unknown
from venevagt.knowledge.problems import Problem
from venevagt.logic.expression import names


def diary_fits(loaded: Loaded) -> Iterator[Problem]:
    """Every problem of this part."""
    diary = loaded.model.recovery.diary
    for name, field in diary.fields.items():
        yield from _field(loaded, name, field)
        yield from _said(loaded, name, field)
        yield from _words(loaded, name, field)
    for name, sign in diary.signs.items():
        yield from _sign(loaded, name, sign)
    yield from _red_flags(loaded)


def _field(loaded: Loaded, name: str, field: DiaryField) -> Iterator[Problem]:
    def problem(message: str, *path: str) -> Problem:
        return at(loaded, "diary_fields", name, message, path=path)

    if field.type == "number":
        if not (math.isfinite(field.low) and math.isfinite(field.high) and field.low < field.high):
            yield problem(f"{name!r} is a number, expected low and high, low below high")
        if len(field.likely) != 2 or not field.low <= field.likely[0] < field.likely[1] <= field.high:
            yield problem(f"{name!r}: expected 'likely' as two numbers between {field.low:g} and {field.high:g}")
        if field.decimals not in (0, 1):
            yield problem(f"{field.decimals} decimals, expected 0 or 1", "decimals")
    elif field.plot:
        yield problem(f"{name!r} is no number, expected no plot", "plot")
    if field.type == "choice" and len(field.options) < 2:
        yield problem(f"{name!r} is a choice, expected two options or more")
    if (field.type == "text") != (field.longest > 0):
        yield problem(f"{name!r}: expected 'longest' above 0 for a text, and for nothing else")


def _said(loaded: Loaded, name: str, field: DiaryField) -> Iterator[Problem]:
    findings = loaded.model.findings
    for own, said in field.says.items():
        path = ("says", own)
        yield from unknown(loaded, "diary_fields", name, path, [own], field.answers, "answer")
        yield from unknown(loaded, "diary_fields", name, path, said, findings, "finding")
        for finding, answer in said.items():
            if finding in findings and answer not in _answers(findings[finding]):
                message = f"{finding!r} is never {answer!r}, expected one of: {', '.join(_answers(findings[finding]))}"
                yield at(loaded, "diary_fields", name, message, path=(*path, finding))


def _answers(finding: Finding) -> tuple[str, ...]:
    words = {"yes_no": ("yes", "no"), "choice": finding.options, "number": ()}[finding.type]
    return words if finding.unsure == "must_be_answered" else (*words, "unsure")


def _sign(loaded: Loaded, name: str, sign: DiarySign) -> Iterator[Problem]:
    diary, findings = loaded.model.recovery.diary, loaded.model.findings

    def problem(message: str, *path: str) -> Problem:
        return at(loaded, "diary_signs", name, message, path=path)

    numbers = [own for own, field in diary.fields.items() if field.type == "number"]
    yield from unknown(loaded, "diary_signs", name, ("of",), sign.of, numbers, "number of the diary")
    yield from unknown(loaded, "diary_signs", name, ("finding",), [sign.finding], findings, "finding")
    if len(sign.of) not in (1, 2):
        yield problem("expected one field, or two for the difference between them", "of")
    if sign.finding in findings:
        wanted = "number" if sign.answer == "measured" else "yes_no"
        if findings[sign.finding].type != wanted:
            yield problem(f"{sign.finding!r} cannot be {sign.answer!r}, expected a finding of type {wanted}", "finding")
    if sign.grown_by is None and sign.within_days is not None:
        yield problem(f"{name!r} has 'within_days', expected 'grown_by' too")
    if sign.answer == "yes" and (sign.at_least is None) == (sign.grown_by is None):
        yield problem(f"{name!r}: expected 'at_least' or 'grown_by'")
    if (sign.grown_by is not None and sign.grown_by <= 0) or (sign.within_days is not None and sign.within_days < 1):
        yield problem(f"{name!r}: expected 'grown_by' and 'within_days' above 0")
    for asked in sorted({*names(sign.exception)} - {*SETTINGS}) if sign.exception else ():
        yield problem(f"the diary does not know {asked!r}, expected one of: {', '.join(SETTINGS)}", "unless")


def _red_flags(loaded: Loaded) -> Iterator[Problem]:
    """Where there is a diary, every red flag can be written down in it."""
    fields = loaded.model.recovery.diary.fields
    said = {finding for field in fields.values() for own in field.says.values() for finding in own}
    for name, finding in loaded.model.findings.items():
        if fields and finding.kind == "red_flag" and name not in said:
            yield at(loaded, "findings", name, f"no field of the diary says the red flag {name!r}, expected one")


def _words(loaded: Loaded, name: str, field: DiaryField) -> Iterator[Problem]:
    """Each field has a label, and each option its words, in each language."""
    wanted = [] if name in loaded.model.findings else [f"field_{name}"]
    wanted += [f"option_{name}_{option}" for option in field.options]
    for language, texts in loaded.model.texts.items():
        for key in wanted:
            if key not in texts.diary:
                message = f"no words {key!r} in text/{language}/diary.yaml, expected some"
                yield at(loaded, "diary_fields", name, message)
