"""A mapping file turns somebody else's columns into those of the findings, and says what it cannot read."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.cohort.people import ENGINE, MODEL, answers, people

from venevagt.cohort.assess import CohortAssessor
from venevagt.cohort.mapping import Mapped, read_mapping
from venevagt.cohort.source import BadSource, Taken
from venevagt.knowledge.problems import KnowledgeError


class Table:
    """A table in memory as a source, in batches; the numbers of its rows begin at 1."""

    def __init__(self, columns: Mapping[str, Sequence[object] | pa.Array]) -> None:
        self.name = "made_up"
        self._table = pa.table(dict(columns))
        self.schema, self.rows = self._table.schema, self._table.num_rows
        self.asked: list[str] = []

    def read(self, columns: Sequence[str]) -> Iterator[Taken]:
        self.asked = list(columns)
        first = 1
        for batch in self._table.select(list(columns)).combine_chunks().to_batches(max_chunksize=1000):
            yield Taken(batch, range(first, first + batch.num_rows))
            first += batch.num_rows


def mapped(tmp_path: Path, text: str, columns: Mapping[str, Sequence[object] | pa.Array]) -> Mapped:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    return Mapped(Table(columns), read_mapping(MODEL, path))


def read(source: Mapped, *columns: str) -> tuple[dict[str, list[object]], dict[int, str], list[int]]:
    wanted = list(columns) or source.schema.names
    taken = list(source.read(wanted))
    table = pa.Table.from_batches([one.batch for one in taken])
    refused = {number: reason for one in taken for number, reason in one.refused.items()}
    assert table.schema.equals(pa.schema([source.schema.field(name) for name in wanted]))
    return table.to_pydict(), refused, [number for one in taken for number in one.numbers]


def test_words_and_numbers_of_another_coding(tmp_path: Path) -> None:
    text = """
codings:
  tal: {"1": yes, "2": no, "9": unsure, "": not asked}
columns:
  brystsmerter: {finding: chest_pain, coding: danish}
  x1: {findings: [redness, warmth], coding: tal}
  koen: {answers: {"1": {sex: male}, "2": {sex: female, pregnant: yes}}}
  laegmaal_mm: {finding: calf_difference_cm, unit: mm, coding: {"-1": not asked}}
constants: {place: leg, age: 40}
"""
    source = mapped(
        tmp_path,
        text,
        {
            "brystsmerter": ["Ja", " nej", "VED IKKE", "", None],
            "x1": pa.array([1, 2, 9, None, 1], pa.int8()),
            "koen": ["1", "2", "1", None, "2"],
            "laegmaal_mm": [12.0, -1.0, None, 150.0, float("nan")],
            "other": [1, 2, 3, 4, 5],
        },
    )
    found, refused, numbers = read(source)
    assert found == {
        "chest_pain": ["yes", "no", "unsure", None, None],
        "redness": ["yes", "no", "unsure", None, "yes"],
        "warmth": ["yes", "no", "unsure", None, "yes"],
        "sex": ["male", "female", "male", None, "female"],
        "pregnant": [None, "yes", None, None, "yes"],
        "calf_difference_cm": [pytest.approx(1.2), None, None, 15.0, None],
        "place": ["leg"] * 5,
        "age": [40.0] * 5,
    }
    assert (refused, numbers, source.unused) == ({}, [1, 2, 3, 4, 5], ("other",))


def test_a_word_that_the_coding_has_not_sets_its_row_aside(tmp_path: Path) -> None:
    source = mapped(
        tmp_path,
        "columns: {smerte: {finding: chest_pain, coding: danish}, vaegt: {finding: weight, unit: g}}",
        {"smerte": ["ja", "nejj", "nej", "maaske"], "vaegt": [70_000, 80_000, 1, 60_000]},
    )
    found, refused, numbers = read(source, "chest_pain", "weight")
    assert found == {"chest_pain": ["yes"], "weight": [70.0]}
    assert numbers == [1]
    assert refused == {
        2: "column smerte (chest_pain): 'nejj' is no word of its coding, expected one of: ja, nej, ved ikke, "
        "did you mean 'nej'?",
        3: "column vaegt (weight): '1' is 0.001 kg, expected 25 to 350 kg",
        4: "column smerte (chest_pain): 'maaske' is no word of its coding, expected one of: ja, nej, ved ikke",
    }


def test_a_number_says_its_unit_in_the_cell(tmp_path: Path) -> None:
    cells = ["0.6 mg/L FEU", "250 ng/mL DDU", "600", None]
    source = mapped(tmp_path, "columns: {svar: {finding: d_dimer, unit: cell}}", {"svar": cells})
    found, refused, _ = read(source)
    assert found == {"d_dimer": [600.0, 500.0, None]}
    assert list(refused) == [3]
    assert "without its unit" in refused[3]


def test_a_bare_number_is_not_taken_for_one_with_its_unit(tmp_path: Path) -> None:
    source = mapped(tmp_path, "columns: {svar: {finding: d_dimer, unit: cell}}", {"svar": [0.6, None, 600.0]})
    found, refused, _ = read(source)
    assert found == {"d_dimer": [None]}
    assert [*refused] == [1, 3]


def test_what_was_done_is_no_diagnosis_and_no_mistake(tmp_path: Path) -> None:
    text = "codes: {a: {system: sks, time: now}, b: {system: icpc2, time: now}}"
    columns = {"a": ["KNFB30;DR060", "R060", "ZZ9000"], "b": ["-31;A03", "R02", "R02x"]}
    found, refused, _ = read(mapped(tmp_path, text, columns), "breathless", "fever")
    assert found == {"breathless": ["yes"], "fever": ["yes"]}
    assert refused == {
        2: "column a: 'R060' is no code of sks, expected one such as DI802",
        3: "column b: 'R02x' is no code of icpc2, expected one such as K93",
    }


def test_only_the_columns_that_are_needed_are_read(tmp_path: Path) -> None:
    text = "columns: {a: {finding: chest_pain}, b: {finding: fever}}"
    source = mapped(tmp_path, text, {"a": ["yes"], "b": [True], "redness": [False], "c": [1]})
    assert source.schema.names == ["chest_pain", "fever", "redness"]
    assert read(source, "fever", "redness")[0] == {"fever": [True], "redness": [False]}
    assert isinstance(source._source, Table)
    assert source._source.asked == ["b", "redness"]


def test_region_date_and_person(tmp_path: Path) -> None:
    text = """
region: {column: reg, coding: {"1081": nordjylland, "1082": midtjylland}}
date: {column: dato, format: "%d-%m-%Y"}
person: {column: id}
"""
    columns = {"reg": [1081, 1082, 1099], "dato": ["24-12-2025", None, "01-01-2026"], "id": ["a", "b", "c"]}
    found, refused, _ = read(mapped(tmp_path, text, columns))
    assert [str(found["date"][0]), found["date"][1]] == ["2025-12-24", None]
    assert (found["region"], found["person"]) == (["nordjylland", "midtjylland"], ["a", "b"])
    assert "'1099' is no word of its coding" in refused[3]
    wrong_date = mapped(tmp_path, text, {**columns, "dato": ["24-12-2025", "2026-01-31", "01-01-2026"]})
    assert read(wrong_date, "date")[1] == {2: "column dato (date): '2026-01-31' is no date, expected %d-%m-%Y"}


def test_codes_say_yes_and_never_no(tmp_path: Path) -> None:
    text = """
columns: {feber: {finding: fever, coding: danish}}
codes:
  nu: {system: sks, time: now}
  foer: {system: icd10, time: before, separator: " "}
"""
    columns = {
        "feber": ["nej", None, None, "ja"],
        "nu": ["DR060;DR509", "DI269;DR509", "", None],
        "foer": ["I26.9 K02", None, "DI802 I80.0", "I80.0"],
    }
    found, refused, _ = read(mapped(tmp_path, text, columns))
    assert refused == {}
    assert found["breathless"] == ["yes", None, None, None]
    # An answer of its own goes before a code.
    assert found["fever"] == ["no", "yes", None, "yes"]
    # What was found at the contact is no earlier clot; and I80.0 is not a deep one.
    assert found["previous_clot"] == ["yes", None, "yes", None]
    assert found["previous_dvt"] == [None, None, "yes", None]


def test_absent_codes_are_a_no_only_when_the_mapping_says_so_and_then_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text("codes: {a: {system: icpc2, time: now, absent: no}, b: {system: snomed, time: now}}", "utf-8")
    mapping = read_mapping(MODEL, path)
    (warning,) = mapping.warnings
    assert warning.startswith("column a: without a code it counts as no: breathless, chest_pain")
    table = Table({"a": ["R02", "", "R02.01", "R2"], "b": ["29857009", "29857009", "7", "386661006"]})
    found, refused, _ = read(Mapped(table, mapping))
    assert found["breathless"] == ["yes", "no"]
    assert found["chest_pain"] == ["yes", "yes"]
    assert found["racing_heart"] == [None, None]
    assert refused == {
        3: "column b: '7' is no code of snomed, expected one such as 128053003",
        4: "column a: 'R2' is no code of icpc2, expected one such as K93",
    }


def test_a_table_of_codes_beside_the_table_of_persons(tmp_path: Path) -> None:
    codes = {
        "pnr": [1, 1, 2, 2, 3, 3, 9],
        "kode": ["DI269", "DR060", "DI802", "DR509", "DR060", "x", "DR060"],
        "dato": ["2020-01-01", "2026-01-31", "2026-01-31", "2026-01-30", "2026-02-01", "2026-01-31", "2026-01-31"],
    }
    pq.write_table(pa.table(codes), tmp_path / "codes.parquet")
    text = f"""
person: {{column: id}}
date: {{column: dag}}
codes: {{egne: {{system: icpc2, time: now}}}}
code_tables:
  {tmp_path / "codes.parquet"}: {{system: sks, person: pnr, code: kode, date: dato}}
"""
    columns = {"id": ["1", "2", "3"], "dag": ["2026-01-31"] * 3, "egne": ["", "R24", "R02"]}
    source = mapped(tmp_path, text, columns)
    found, refused, _ = read(source, "breathless", "previous_clot", "fever", "coughing_blood")
    assert (refused, source.doubts()) == (
        {},
        [f"1 rows of {tmp_path / 'codes.parquet'} have no code, or no date, and were not used."],
    )
    assert found == {
        "breathless": ["yes", None, "yes"],
        "previous_clot": ["yes", None, None],
        "fever": [None, None, None],
        "coughing_blood": [None, "yes", None],
    }
    longer = mapped(tmp_path, text.replace("date: dato}", "date: dato, days: 7}"), columns)
    assert read(longer, "fever")[0] == {"fever": [None, "yes", None]}
    wrong = mapped(tmp_path, text.replace("code: kode", "code: koder"), columns)
    with pytest.raises(BadSource, match="no column 'koder', which the mapping names; did you mean 'kode'"):
        read(wrong, "fever")


def test_columns_that_are_known_only_when_they_are_met(tmp_path: Path) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text("columns: {febr: {finding: fever, coding: danish}, smerte: {finding: chest_pain}}", "utf-8")
    table = Table({"febr": ["ja", None], "smerte": pa.nulls(2)})
    table.schema = pa.schema([])
    table.met = {"febr"}  # type: ignore[attr-defined]
    source = Mapped(table, read_mapping(MODEL, path))
    assert read(source)[0] == {"fever": ["yes", None], "chest_pain": [None, None]}
    assert source.doubts() == ["No row has the column 'smerte', which the mapping names."]


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("columns: {a: {finding: chest_pian}}", ["mapping.yaml:1:", "unknown finding 'chest_pian'", "chest_pain"]),
        ("columns: {a: {findng: chest_pain}}", ["unknown field 'findng'", "did you mean 'finding'?"]),
        ("columns: {a: {}}", ["'a' stands for nothing, expected finding, findings or answers"]),
        ("columns: {a: {finding: fever, coding: dansk}}", ["unknown coding 'dansk'", "did you mean 'danish'?"]),
        ("columns: {a: {finding: fever, coding: {x: yess}}}", ["expected one of: yes, no, unsure, not asked"]),
        ("columns: {a: {finding: age, coding: {x: unsure}}}", ["'age' is 'unsure', expected a number from 0 to 120"]),
        ("columns: {a: {finding: age, unit: cm}}", ["unknown unit 'cm' of 'age', expected one of: years"]),
        ("columns: {a: {finding: fever, unit: cm}}", ["'fever' is no number, expected no unit"]),
        ("columns: {a: {finding: d_dimer}}", ["'d_dimer' needs its unit", "ug/L{FEU}"]),
        ("columns: {a: {finding: fever}, b: {finding: fever}}", ["'fever' is given here and by column 'a'"]),
        ("columns: {a: {finding: fever}}\nconstants: {fever: no}", ["'fever' is given here and by column 'a'"]),
        ("constants: {place: foot}", ["'place' is 'foot', expected one of: leg, arm, elsewhere, unsure, not asked"]),
        ("region: {column: r, coding: {x: fyn}}", ["unknown region 'fyn', expected one of: nordjylland"]),
        ("date: {column: d, coding: {x: fyn}}", ["a coding of date, expected one of regions only"]),
        ("codes: {a: {system: icd9, time: now}}", ["found 'icd9', expected one of: icd10, sks, icpc2, snomed"]),
        (
            "code_tables: {a: {system: sks, person: a, code: b, date: c}}",
            ["expected person: and date: in this file too"],
        ),
        ("codes: {a: {system: icd10}}", ["without 'time', which is required"]),
        ("columns: {a: {answers: {x: {fever: yes}}, finding: redness}}", ["expected answers alone"]),
        ("columns: {a: {finding: fever, coding: {Ja: yes, ja: no}}}", ["'ja' stands here twice"]),
    ],
)
def test_a_wrong_mapping_says_where_and_what_is_expected(tmp_path: Path, text: str, messages: list[str]) -> None:
    path = tmp_path / "mapping.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        read_mapping(MODEL, path)
    for message in messages:
        assert message in str(caught.value)


def test_a_column_that_is_absent_is_named_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(BadSource, match=r"no column 'feber', which the mapping names; did you mean 'febr'\?"):
        mapped(tmp_path, "columns: {feber: {finding: fever}}", {"febr": ["yes"]})
    source = mapped(tmp_path, "columns: {feber: {finding: fever, optional: true}}", {"febr": ["yes"]})
    assert source.schema.names == []


def test_recoded_people_are_assessed_as_python_does(tmp_path: Path) -> None:
    persons = people(3000, seed=9)
    findings = MODEL.findings
    danish = {"yes": "ja", "no": "nej", "unsure": "ved ikke"}
    columns: dict[str, list[object]] = {}
    lines = ["columns:"]
    for name, finding in findings.items():
        cells = [person.get(name) for person in persons]
        if finding.type == "yes_no":
            columns[f"k_{name}"] = [danish.get(str(cell)) for cell in cells]
            lines.append(f"  k_{name}: {{finding: {name}, coding: danish}}")
        else:
            columns[f"k_{name}"] = [None if cell is None or cell == "unsure" else str(cell) for cell in cells]
            lines.append(f"  k_{name}: {{finding: {name}}}")
    known = [
        {name: cell for name, cell in person.items() if findings[name].type == "yes_no" or cell != "unsure"}
        for person in persons
    ]
    source = mapped(tmp_path, "\n".join(lines), columns)
    assessor = CohortAssessor(ENGINE)
    found: list[tuple[object, ...]] = []
    for taken in source.read(source.schema.names):
        assessed = assessor(taken.batch)
        assert (assessed.wrong, taken.refused) == ({}, {})
        found += zip(*assessed.columns.to_pydict().values(), strict=True)
    assert found == list(answers(known))
