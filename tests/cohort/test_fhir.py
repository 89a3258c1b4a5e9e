"""An export of FHIR becomes one row a patient. Every person here is made up."""

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.cohort.people import ENGINE, MODEL, answers, people

from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.exchange import open_other
from venevagt.cohort.long_rows import PeopleSource
from venevagt.cohort.source import BadSource

SNOMED, SKS, LOINC = "http://snomed.info/sct", "urn:oid:1.2.208.176.2.4", "http://loinc.org"
Resource = Mapping[str, Any]


def patient(identity: str, **fields: Any) -> Resource:
    return {"resourceType": "Patient", "id": identity, "birthDate": "1980-05-03", "gender": "female", **fields}


def response(of: str, day: str, items: list[Any], **fields: Any) -> Resource:
    subject = {"reference": f"Patient/{of}"}
    return {
        "resourceType": "QuestionnaireResponse",
        "status": "completed",
        "subject": subject,
        "authored": f"{day}T10:00:00+01:00",
        "item": items,
        **fields,
    }


def item(finding: str, **answer: Any) -> dict[str, Any]:
    return {"linkId": finding, "answer": [answer]}


def condition(of: str, system: str, code: str, **fields: Any) -> Resource:
    verified = fields.pop("verified", "confirmed")
    clinical = fields.pop("clinical", "active")
    return {
        "resourceType": "Condition",
        "subject": {"reference": f"Patient/{of}"},
        "code": {"coding": [{"system": system, "code": code}]},
        "verificationStatus": {"coding": [{"code": verified}]},
        "clinicalStatus": {"coding": [{"code": clinical}]},
        **fields,
    }


def observation(of: str, system: str, code: str, day: str, **fields: Any) -> Resource:
    return {
        "resourceType": "Observation",
        "status": "final",
        "subject": {"reference": f"Patient/{of}"},
        "code": {"coding": [{"system": system, "code": code}]},
        "effectiveDateTime": day,
        **fields,
    }


def written(folder: Path, resources: Iterable[Resource | str], kinds: Mapping[str, str] | None = None) -> Path:
    lines: dict[str, list[str]] = {"Patient": []}
    for one in resources:
        kind = one.split("|", 1)[0] if isinstance(one, str) else one["resourceType"]
        lines.setdefault(kind, []).append(one.split("|", 1)[1] if isinstance(one, str) else json.dumps(one))
    for kind, own in lines.items():
        (folder / (kinds or {}).get(kind, f"{kind}.ndjson")).write_text("\n".join(own) + "\n", "utf-8")
    return folder


def opened(folder: Path, options: str = "") -> PeopleSource:
    source = open_other(f"fhir:{folder}{options}", MODEL)
    assert isinstance(source, PeopleSource)
    return source


def read(source: PeopleSource, *columns: str) -> tuple[dict[str, list[Any]], dict[int, str], list[int]]:
    taken = list(source.read(columns or source.schema.names))
    table = pa.Table.from_batches([one.batch for one in taken])
    refused = {number: reason for one in taken for number, reason in one.refused.items()}
    return table.to_pydict(), refused, [number for one in taken for number in one.numbers]


def test_answers_of_the_latest_questionnaire(tmp_path: Path) -> None:
    items = [
        {
            "linkId": "group",
            "item": [item("chest_pain", valueBoolean=True), item("fever", valueCoding={"code": "unsure"})],
        },
        item("calf_difference_cm", valueQuantity={"value": 25, "code": "mm"}),
        item("place", valueCoding={"code": "leg"}),
        item("not_of_ours", valueString="x"),
        {"linkId": "redness", "answer": [{"valueBoolean": False, "item": [item("warmth", valueBoolean=True)]}]},
    ]
    old = [item("chest_pain", valueBoolean=False), item("injury", valueBoolean=True)]
    people_here = [
        patient("a"),
        patient("b", birthDate="1950", gender="other"),
        response("a", "2026-01-31", items),
        response("a", "2025-01-31", old),
        response("a", "2026-03-01", old, status="in-progress"),
    ]
    source = opened(written(tmp_path, people_here, {"Patient": "Patient.000.ndjson"}))
    found, refused, numbers = read(source)
    assert {name: cells[0] for name, cells in found.items()} == {
        "person": "a",
        "date": pa.scalar("2026-01-31").cast(pa.date32()).as_py(),
        "age": 45.0,
        "sex": "female",
        "place": "leg",
        "redness": "no",
        "warmth": "yes",
        "calf_difference_cm": 2.5,
        "fever": "unsure",
        "chest_pain": "yes",
    }
    assert {name: cells[1] for name, cells in found.items() if cells[1] is not None} == {"person": "b"}
    assert (refused, numbers) == ({}, [1, 2])
    assert opened(tmp_path, "?at=2025-06-01").schema.names == ["person", "date", "age", "sex", "injury", "chest_pain"]


def test_conditions_count_only_when_they_are_confirmed_and_of_their_time(tmp_path: Path) -> None:
    day = "2026-01-31"
    cases: dict[str, tuple[Resource, str, str | None]] = {
        "active": (condition("x", SNOMED, "267036007", onsetDateTime="2026-01-30"), "breathless", "yes"),
        "danish": (condition("x", SKS, "DR060", recordedDate=day), "breathless", "yes"),
        "refuted": (condition("x", SNOMED, "267036007", recordedDate=day, verified="refuted"), "breathless", None),
        "error": (
            condition("x", SNOMED, "267036007", recordedDate=day, verified="entered-in-error"),
            "breathless",
            None,
        ),
        "maybe": (condition("x", SNOMED, "267036007", recordedDate=day, verified="provisional"), "breathless", None),
        "resolved": (condition("x", SNOMED, "267036007", recordedDate=day, clinical="resolved"), "breathless", None),
        "ended": (condition("x", SNOMED, "267036007", abatementDateTime="2026-01-01"), "breathless", None),
        "later": (condition("x", SNOMED, "267036007", recordedDate="2026-02-01"), "breathless", None),
        "old_clot": (
            condition("x", SKS, "DI269", recordedDate="2020-02-01", clinical="resolved"),
            "previous_clot",
            "yes",
        ),
        "new_clot": (condition("x", SKS, "DI269", recordedDate=day), "previous_clot", None),
        "undated": (condition("x", SKS, "DI269"), "previous_clot", None),
        "other": (condition("x", SKS, "DJ189", recordedDate=day), "breathless", None),
    }
    resources: list[Resource] = []
    for name, (one, _, _) in cases.items():
        resources += [patient(name), response(name, day, [item("leg_pain", valueBoolean=True)])]
        resources.append({**one, "subject": {"reference": f"https://fhir.example/Patient/{name}/_history/2"}})
    found, refused, _ = read(opened(written(tmp_path, resources)))
    assert refused == {}
    for row, (name, (_, finding, expected)) in enumerate(cases.items()):
        assert (name, found[finding][row]) == (name, expected)
    assert set(found["breathless"]) == {"yes", None}
    assert found["person"] == list(cases)


def test_observations_by_code_with_their_unit(tmp_path: Path) -> None:
    day = "2026-01-31"
    resources = [
        patient("a"),
        patient("b"),
        patient("c"),
        observation("a", LOINC, "48065-7", f"{day}T08:00:00Z", valueQuantity={"value": 0.4, "code": "mg/L"}),
        observation("a", LOINC, "48065-7", f"{day}T09:00:00Z", valueQuantity={"value": 0.6, "unit": "mg/L FEU"}),
        observation("a", LOINC, "8867-4", "2025-01-31", valueQuantity={"value": 200, "code": "/min"}),
        observation("a", SNOMED, "386661006", day, valueBoolean=True),
        observation("b", SNOMED, "386661006", day, valueBoolean=False),
        observation(
            "b",
            LOINC,
            "85354-9",
            day,
            component=[
                {
                    "code": {"coding": [{"system": LOINC, "code": "8480-6"}]},
                    "valueQuantity": {"value": 120, "code": "mm[Hg]"},
                }
            ],
        ),
        observation("c", LOINC, "8867-4", day, valueQuantity={"value": 80, "code": "furlong"}),
        observation(
            "b", LOINC, "48065-7", day, valueQuantity={"value": 0.6, "code": "mg/L"}, status="entered-in-error"
        ),
    ]
    source = opened(written(tmp_path, resources))
    found, refused, _ = read(source)
    assert found["d_dimer"] == [600.0, None]
    assert found["fever"] == ["yes", None]
    assert found["systolic_bp"] == [None, 120.0]
    assert found["heart_rate"] == [None, None]
    assert refused == {3: "heart_rate: unknown unit 'furlong', expected one of: /min"}
    # Who does not ask for the heart rate does not lose the person for it.
    assert read(source, "fever") == ({"fever": ["yes", None, None]}, {}, [1, 2, 3])


def test_what_cannot_be_read_is_set_aside_and_counted(tmp_path: Path) -> None:
    wrong = [item("chest_pain", valueCoding={"code": "maybe"})]
    twice = [{"linkId": "fever", "answer": [{"valueBoolean": True}, {"valueBoolean": False}]}]
    resources: list[Resource | str] = [
        patient("a"),
        'Patient|{"resourceType": "Patient", "id": ',
        patient("b"),
        "Patient|[1, 2]",
        patient("c"),
        patient("c"),
        'Patient|{"resourceType": "Patient"}',
        'Patient|{"resourceType": "Patient", "id": 7, "birthDate": {"x": 1}, "gender": ["male"]}',
        patient("d"),
        patient("'); DROP TABLE person; --"),
        response("a", "2026-01-31", wrong),
        response("b", "2026-01-31", twice),
        response("7", "2026-01-31", [item("age", valueInteger=400)]),
        response("d", "2026-01-31", [item("fever", valueBoolean=True)]),
        response("nobody", "2026-01-31", twice),
        'QuestionnaireResponse|{"resourceType": "QuestionnaireResponse", "item": 3}',
        "QuestionnaireResponse|{",
        'Observation|{"resourceType": "Observation", "status": ["final"], "code": "x", "subject": "Patient/a"}',
        condition("d", SNOMED, "not a code", recordedDate="2026-01-31"),
    ]
    source = opened(written(tmp_path, resources))
    found, refused, numbers = read(source)
    assert refused == {
        1: "chest_pain: 'maybe', expected one of: yes, no, unsure, true, false, 1, 0",
        2: "a line that is no Patient, expected a JSON object with resourceType Patient",
        3: "fever: two answers at once, expected one",
        4: "a line that is no Patient, expected a JSON object with resourceType Patient",
        5: "the Patient c stands more than once",
        6: "the Patient c stands more than once",
        7: "a Patient without an id",
        8: "age: 400.0 years is not plausible, expected 0.0 to 120.0 years",
    }
    assert numbers == [9, 10]
    assert found["fever"] == ["yes", None]
    assert list(source.doubts()) == [
        "1 lines of QuestionnaireResponse are no such resource and were not used.",
        "1 resources of Observation are of no patient of the export and were not used.",
        "2 resources of QuestionnaireResponse are of no patient of the export and were not used.",
        "A code was not used: 'not a code' is no code of snomed, expected one such as 128053003.",
    ]


def test_lines_that_are_no_text_are_counted_too(tmp_path: Path) -> None:
    lines = [
        json.dumps(patient("a")).encode(),
        b'{"resourceType": "Patient", "id": "\xff"}',
        json.dumps(patient("b")).encode(),
    ]
    (tmp_path / "Patient.ndjson").write_bytes(b"\n".join(lines))
    (tmp_path / "Condition.ndjson").write_bytes(b"\xff\n{}\n")
    source = opened(tmp_path)
    found, refused, numbers = read(source)
    assert (found["person"], numbers) == (["a", "b"], [1, 2])
    assert refused == {3: "line 2 of Patient.ndjson is not UTF-8"}
    assert list(source.doubts()) == ["2 lines of Condition are no such resource and were not used."]


def test_an_answer_without_a_value_is_not_asked(tmp_path: Path) -> None:
    empty = {
        "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason", "valueCode": "unknown"}]
    }
    items = [{"linkId": "fever", "answer": [empty]}, {"linkId": "redness"}, item("warmth", valueBoolean=True)]
    other = [item("warmth", valueDate="2026-01-01")]
    resources = [patient("a"), patient("b"), response("a", "2026-01-31", items), response("b", "2026-01-31", other)]
    found, refused, _ = read(opened(written(tmp_path, resources)), "warmth")
    assert found == {"warmth": ["yes"]}
    assert refused[2].startswith("warmth: 'an answer of another type', expected one of: yes, no")
    assert "fever" not in opened(tmp_path).schema.names


def test_packed_and_divided_files(tmp_path: Path) -> None:
    for part, identity in enumerate(["a", "b"]):
        content = json.dumps(patient(identity)).encode()
        (tmp_path / f"Patient.{part:03}.ndjson.gz").write_bytes(gzip.compress(content))
    (tmp_path / "Encounter.ndjson").write_text("{}", "utf-8")
    found, _, numbers = read(opened(tmp_path))
    assert (found["person"], numbers) == (["a", "b"], [1, 2])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("?at=yesterday", "expected at=YYYY-MM-DD"),
        ("?days=-1", "expected 0 to 36500"),
        ("?on=1", "unknown option 'on'"),
    ],
)
def test_a_wrong_option_says_what_is_expected(tmp_path: Path, options: str, message: str) -> None:
    with pytest.raises(BadSource, match=message):
        open_other(f"fhir:{tmp_path}{options}")


def test_a_folder_without_patients_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match=r"no patients, expected a file such as Patient\.ndjson"):
        open_other(f"fhir:{tmp_path}")
    with pytest.raises(BadSource, match="no such folder"):
        open_other(f"fhir:{tmp_path / 'missing'}")


def test_people_of_an_export_are_assessed_as_python_does(tmp_path: Path) -> None:
    persons = people(1500, seed=4)
    findings = MODEL.findings
    known = [
        {name: cell for name, cell in one.items() if findings[name].type != "number" or cell != "unsure"}
        for one in persons
    ]

    def answer(name: str, cell: object) -> dict[str, Any]:
        if findings[name].type == "number":
            return item(name, valueDecimal=cell)
        if findings[name].type == "yes_no" and cell != "unsure":
            return item(name, valueBoolean=cell == "yes")
        return item(name, valueCoding={"code": cell})

    resources: list[Resource] = []
    for row, person in enumerate(known):
        resources.append({"resourceType": "Patient", "id": f"p{row}"})
        resources.append(response(f"p{row}", "2026-01-31", [answer(name, cell) for name, cell in person.items()]))
    source = opened(written(tmp_path, resources))
    assessor = CohortAssessor(ENGINE)
    found: list[tuple[object, ...]] = []
    for taken in source.read([name for name in source.schema.names if name in findings]):
        assessed = assessor(taken.batch)
        assert (assessed.wrong, taken.refused) == ({}, {})
        found += zip(*assessed.columns.to_pydict().values(), strict=True)
    assert found == list(answers(known))
