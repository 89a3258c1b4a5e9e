"""An expression with the open answers filled in, in SQL, is the expression of the filled case."""

from collections.abc import Mapping

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.logic.targets import VOCABULARY
from tests.logic.test_targets_agree import cases, expressions

from venevagt.logic.expression import Choice, Expression, Number, Value, YesNo, evaluate
from venevagt.logic.targets.sql import to_sql_filled

_OPTIONS: Mapping[str, st.SearchStrategy[Value]] = {
    name: st.sampled_from([True, False])
    if isinstance(kind, YesNo)
    else st.sampled_from(kind.options)
    if isinstance(kind, Choice)
    else st.sampled_from([kind.low, 3.0, kind.high])
    for name, kind in VOCABULARY.items()
}
_COLUMNS = {YesNo: "BOOLEAN", Number: "DOUBLE", Choice: "VARCHAR"}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(expressions, st.lists(cases, min_size=8, max_size=8), st.fixed_dictionaries(dict(_OPTIONS)))
def test_it_is_the_value_of_the_filled_case(
    expression: Expression, some: list[Mapping[str, Value]], filled: Mapping[str, Value]
) -> None:
    with duckdb.connect() as connection:
        declared = ", ".join(f'"{name}" {_COLUMNS[type(kind)]}' for name, kind in VOCABULARY.items())
        connection.execute(f"CREATE TABLE cases (number INTEGER, {declared})")
        places = ", ".join("?" * (len(VOCABULARY) + 1))
        for number, case in enumerate(some):
            connection.execute(f"INSERT INTO cases VALUES ({places})", [number, *(case[name] for name in VOCABULARY)])
        query = f"SELECT {to_sql_filled(expression, filled)} FROM cases ORDER BY number"
        found = [row[0] for row in connection.execute(query).fetchall()]
    known = [{name: filled[name] if value is None else value for name, value in case.items()} for case in some]
    assert found == [evaluate(expression, case) for case in known]
