"""The query as a dbt project: a model, tests, and example cases with the answers that the engine gives today."""

from collections.abc import Mapping, Sequence

from venevagt.care.dbt_examples import csv_text, example_answers, example_cases, example_columns
from venevagt.care.decision_sql import ANSWERS, NO_RULE, decision_query, writer_for
from venevagt.care.engine import engine_for
from venevagt.care.sql_answers import Layout
from venevagt.knowledge.model import Model

PROJECT = "dbt_project.yml"
"""The file by which a folder is known as such a project."""

_NUMBER = "case_number"
_TYPES: Mapping[str, Mapping[str, str]] = {
    "bigquery": {"yes_no": "bool", "number": "float64", "choice": "string", "count": "int64"},
    "postgres": {"yes_no": "boolean", "number": "double precision", "choice": "varchar", "count": "integer"},
    "redshift": {"yes_no": "boolean", "number": "double precision", "choice": "varchar", "count": "integer"},
    "spark": {"yes_no": "boolean", "number": "double", "choice": "string", "count": "int"},
    "databricks": {"yes_no": "boolean", "number": "double", "choice": "string", "count": "int"},
}
_OTHER_TYPES = {"yes_no": "boolean", "number": "double", "choice": "varchar", "count": "integer"}


def dbt_project(
    model: Model,
    *,
    dialect: str,
    layout: Layout,
    keep: Sequence[str] = (),
    scores: Sequence[str] = (),
    quoted: bool | None = None,
) -> Mapping[str, str]:
    """The files of the project: path -> text. Raises as `decision_query` does."""
    keys = tuple(keep) or (_NUMBER,)
    query = decision_query(
        model, dialect=dialect, table="{{ cases }}", layout=layout, keep=keep, scores=scores, quoted=quoted
    )
    engine = engine_for(model)
    columns = example_columns(engine, layout, scores)
    cases = example_cases(engine, layout)
    answers = {number: example_answers(engine, case) for number, case in cases.items()}
    types = _TYPES.get(dialect, _OTHER_TYPES)
    seed_types = {**dict.fromkeys(keys, types["count"]), **{name: types[kind] for name, (kind, _) in columns.items()}}
    answer_types = {_NUMBER: types["count"], **dict.fromkeys(ANSWERS, types["choice"]), "final": types["yes_no"]}
    name = writer_for(dialect, quoted).name
    files = {
        PROJECT: _PROJECT.format(version=model.about.version, seeds=_seeds(seed_types, answer_types)),
        "macros/venevagt_assessment.sql": f"{{% macro venevagt_assessment(cases) %}}\n{query}{{% endmacro %}}\n",
        "models/venevagt_assessment.sql": _MODEL,
        "models/schema.yml": _schema(model),
        "seeds/venevagt_example_cases.csv": csv_text(
            [*keys, *columns],
            ([*[number] * len(keys), *(read(case) for _, read in columns.values())] for number, case in cases.items()),
        ),
        "seeds/venevagt_example_answers.csv": csv_text(
            [_NUMBER, *ANSWERS], ([number, *told] for number, told in answers.items())
        ),
        "tests/venevagt_from_lowest_to_highest.sql": _in_order(model, *map(name, ANSWERS[:4])),
        "tests/venevagt_answers_as_the_engine.sql": _as_the_engine(
            list(map(name, ANSWERS)), name(keys[0]), name(_NUMBER)
        ),
        "README.md": _README.format(dialect=dialect, version=model.about.version, sha256=model.sha256),
    }
    return {**files, "profiles.yml": _PROFILE} if dialect == "duckdb" else files


def _seeds(*types: Mapping[str, str]) -> str:
    lines = []
    for seed, columns in zip(("venevagt_example_cases", "venevagt_example_answers"), types, strict=True):
        lines += [f"    {seed}:", "      +column_types:"]
        lines += [f"        {name}: {kind}" for name, kind in columns.items()]
    return "\n".join(lines)


_PROJECT = """\
name: venevagt
version: {version}
config-version: 2
require-dbt-version: ">=1.10.5"
profile: venevagt
macro-paths: [macros]
model-paths: [models]
seed-paths: [seeds]
test-paths: [tests]
clean-targets: [target, dbt_packages]

vars:
  # The table with the cases: the name of a model or seed; with venevagt_source, of a table of that source.
  venevagt_cases: venevagt_example_cases
  venevagt_source: ""

models:
  venevagt:
    +materialized: table

seeds:
  venevagt:
{seeds}
"""

_PROFILE = """\
# To try it on this computer. Your own profile takes its place.
venevagt:
  target: dev
  outputs:
    dev:
      type: duckdb
      path: venevagt.duckdb
"""

_MODEL = """\
{% if var('venevagt_source') %}
  {% set cases = source(var('venevagt_source'), var('venevagt_cases')) %}
{% else %}
  {% set cases = ref(var('venevagt_cases')) %}
{% endif %}
{{ venevagt_assessment(cases) }}
"""

_README = """\
# Venevagt: the rules as a dbt model

Written for {dialect} by `venevagt cohort sql --dbt`, from knowledge {version}, sha256 {sha256}.
**It advises; it never diagnoses.**

`dbt build` loads the example cases in `seeds/`, assesses them and runs the tests. For your own table set the variable
`venevagt_cases` to the name of a model or seed, or to a table of the source that `venevagt_source` names:

    dbt build --vars '{{venevagt_source: clinic, venevagt_cases: leg_cases}}'

- `macros/venevagt_assessment.sql`: the query, over any relation.
- `models/`: the table `venevagt_assessment`, and what must hold for its columns.
- `tests/`: the urgency stands from lowest to highest; the example cases get the answers that the Python engine
  gave when this was written.

After a change of the knowledge, write it anew.
"""


def _schema(model: Model) -> str:
    urgencies = ", ".join(model.about.urgencies)
    rules = ", ".join([*model.rules, NO_RULE])
    told = {
        "urgency": ("What the answers so far force.", urgencies),
        "lowest": ("The lowest urgency that the open answers can still lead to.", urgencies),
        "highest": ("The highest urgency that the open answers can still lead to.", urgencies),
        "final": ("The open answers change nothing any more.", ""),
        "rule": ("The first rule that speaks.", rules),
    }
    lines = ["version: 2", "models:", "  - name: venevagt_assessment"]
    lines += ["    description: For each case what the rules say. It advises; it never diagnoses.", "    columns:"]
    for name, (text, values) in told.items():
        lines += [
            f"      - name: {name}",
            f"        description: {text}",
            "        data_tests:",
            "          - not_null",
        ]
        if values:
            lines += ["          - accepted_values:", "              arguments:", f"                values: [{values}]"]
    return "\n".join(lines) + "\n"


def _in_order(model: Model, urgency: str, lowest: str, highest: str, final: str) -> str:
    def place(column: str) -> str:
        whens = " ".join(f"WHEN '{one}' THEN {at}" for at, one in enumerate(model.about.urgencies))
        return f"CASE {column} {whens} END"

    return (
        "-- The urgency stands from the lowest to the highest possible one, and is final exactly where these are one.\n"
        "SELECT *\nFROM {{ ref('venevagt_assessment') }}\n"
        f"WHERE {place(lowest)} > {place(urgency)}\n"
        f"  OR {place(urgency)} > {place(highest)}\n"
        f"  OR {final} <> ({lowest} = {highest})\n"
    )


def _as_the_engine(answers: Sequence[str], key: str, number: str) -> str:
    differ = "\n  OR ".join(f"found.{name} IS NULL OR found.{name} <> expected.{name}" for name in answers)
    return (
        "-- Each example case gets the answers that the Python engine gave when this project was written.\n"
        "WITH found AS (\n{{ venevagt_assessment(ref('venevagt_example_cases')) }}\n)\n"
        f"SELECT expected.*\nFROM {{{{ ref('venevagt_example_answers') }}}} AS expected\n"
        f"LEFT JOIN found ON found.{key} = expected.{number}\nWHERE {differ}\n"
    )
