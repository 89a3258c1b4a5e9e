"""Conditions written to break in: each is refused with its place, and nothing of it is ever run."""

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.amounts import fuzzed
from tests.knowledge.changed import copy_with

from venevagt.cli.main import main
from venevagt.logic.expression import (
    And,
    AtLeast,
    Choice,
    Expression,
    Not,
    Number,
    Or,
    Variable,
    Vocabulary,
    YesNo,
    evaluate,
    names,
)
from venevagt.logic.limits import MAX_LENGTH, MOST_LEVELS, MOST_TESTS, size
from venevagt.logic.parse import parse
from venevagt.logic.targets.javascript import to_javascript
from venevagt.logic.targets.python import compile_value, compile_which_true
from venevagt.logic.targets.sql import to_sql

VOCABULARY: Vocabulary = {
    "a": YesNo(), "b": YesNo(), "age": Number(0, 120), "place": Choice(("leg", "arm")),
}  # fmt: skip
CANARY = "canary.txt"
HOSTILE = [
    f"__import__('os').system('touch {CANARY}')",
    f"open('{CANARY}', 'w')",
    f"(lambda: open('{CANARY}', 'w'))()",
    f"COPY (SELECT 1) TO '{CANARY}'",
    f"ATTACH '{CANARY}'",
    f"EXPORT DATABASE '{CANARY}'",
    f"a; COPY (SELECT 1) TO '{CANARY}'",
    "PRAGMA database_list", "INSTALL httpfs", "LOAD httpfs", "SET a = 1", "CALL x()", "SHOW TABLES", "VALUES (1)",
    "SELECT a", "(SELECT 1)", "EXISTS (SELECT 1)", "place IN (SELECT 'leg')", "place IN read_csv('/etc/passwd')",
    "read_csv('/etc/passwd')", "read_text('/etc/passwd')", "getenv('HOME')", "WITH x AS (SELECT 1) SELECT a", "FROM a",
    "a;", ";a", "a; b", "a -- AND b", "a /* OR b */", "a {# OR b #}", "/*+ hint */ a", "a --", "age >= 3 -- 0",
    "x.age >= 3", "x.place = 'leg'", "x.place IN ('leg')", "x.age BETWEEN 1 AND 2", "x.a", "a.b.c", "a.*", "*",
    "\u0430", "\uff41",
    "a\u200b", "a\u0301", "\ufeffa", "a OR\u200bb", "age >= \u0663", "age >= \u00b2", "age >= 1e999",
    "age >= nan", "age >= -1e-999e9", "place = 'leg\\'", "place = 'leg' || ''", "place = CHR(108)", "place LIKE 'l%'",
    "a::boolean", "CAST(a AS boolean)", "TRY_CAST(a AS boolean)", "CASE WHEN a THEN b END", "a IS NULL", "NULL", "TRUE",
    "a IF b ELSE b", "lambda x: x", "a -> b", "x -> x", "[a]", "{'a': a}", "a[1]", "$1", "?", ":a", "@a", "#a", "a ~ b",
    "at_least(1e0, a)", "at_least(-1, a)", "at_least(99999999999999999999, a)", "at_least(*)", "at_least(1, *)",
    "at_least(DISTINCT 1, a)", "at_least(1, a ORDER BY b)", "at_least(1, a) OVER ()", "main.at_least(1, a)",
    "at_least(1, at_least)", "{{ 7*7 }}", "{% raw %}", "${a}", "{a.__class__}", "%(a)s", "<script>a</script>",
    "a\0", "'", '"', "`a`", "\\", "()", "((", "))", "NOT", "AND", "a AND", "a b", "a, b", "e'a'", "$$a$$", "x'61'",
    "(" * 10_000 + "a" + ")" * 10_000, "(" * 1_900 + "a" + ")" * 1_900, "NOT " * 900 + "a", "-" * MAX_LENGTH,
    "a" * (MAX_LENGTH + 1), "a" * MAX_LENGTH, "a OR " * 10_000 + "a", "'" * 3_999,
    "at_least(1, " * 300 + "a" + ")" * 300,
    "NOT (" * (MOST_LEVELS + 1) + "a" + ")" * (MOST_LEVELS + 1), f"at_least(1{', a' * (MOST_TESTS + 1)})",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_condition_is_refused_at_its_place(text: str) -> None:
    found = parse(text, VOCABULARY)
    assert found.expression is None
    assert found.problems
    assert all(0 <= problem.start <= problem.end <= len(text) for problem in found.problems)


def test_none_of_them_is_run_and_each_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In files, by the real command: the line of each is named, and the canary stays away."""
    monkeypatch.chdir(tmp_path)
    folder = copy_with(tmp_path)
    path = folder / "triage" / "conditions.yaml"
    texts = [text.replace("'", "''") for text in HOSTILE if text.isprintable() and "\ufeff" not in text]
    start = len(path.read_text(encoding="utf-8").splitlines())
    added = "".join(f"  hostile_{n}: {{when: '{text}', sources: [S1]}}\n" for n, text in enumerate(texts))
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + added, encoding="utf-8")
    result = CliRunner().invoke(main, ["knowledge", "check", "--knowledge", str(folder)])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    for number, text in enumerate(texts):
        assert f"knowledge/triage/conditions.yaml:{start + number + 1}:" in result.stderr, text
    assert not list(tmp_path.rglob(CANARY))


def test_names_that_double_each_other_are_refused_at_once() -> None:
    """Forty lines, each of the one before it twice: written out, they would be 2**40 tests."""
    defined: dict[str, Expression] = {}
    refused = ""
    last = "a"
    for number in range(40):
        found = parse(f"{last} OR NOT {last}", VOCABULARY, defined)
        if found.expression is None:
            refused = found.problems[0].message
            break
        last = f"c{number}"
        defined[last] = found.expression
    assert "tests with its named conditions" in refused
    assert len(defined) < 15


def nested(kind: str, levels: int) -> Expression:
    """A tree of one kind of node in another, so many levels deep."""
    grown: Expression = Variable("a")
    while size(grown)[1] <= levels and size(grown)[0] <= MOST_TESTS:
        tree = grown
        match kind:
            case "not":
                grown = Not(And((tree, Variable("b"))))
            case "or":
                grown = Or((Variable("b"), And((tree, Variable("a")))))
            case _:
                grown = AtLeast(1, (tree, Variable("b")))
    return tree


@pytest.mark.parametrize("kind", ["not", "or", "at_least"])
def test_what_the_limits_allow_can_be_compiled(kind: str) -> None:
    tree = nested(kind, MOST_LEVELS)
    assert kind == "at_least" or MOST_LEVELS - 1 <= size(tree)[1] <= MOST_LEVELS
    wide = AtLeast(MOST_TESTS // 4, (Variable("b"),) * (MOST_TESTS // 2))
    assert size(wide)[0] == MOST_TESTS
    for one in (tree, wide, And((wide, tree))):
        for value in (True, False, None):
            assert compile_value(one, ("a", "b"))((value, True)) == evaluate(one, {"a": value, "b": True})
        compile_which_true([one, Not(one)], ("a", "b"))
        assert to_javascript(one)
        assert to_sql(one)


words = st.sampled_from(
    ["a", "b", "age", "place", "'leg'", "'arm'", "3", "1e3", ".5", "-", "(", ")", ",", "AND", "OR", "NOT", "IN",
     "BETWEEN",
     "at_least", "=", "<>", "<", ">=", ".", ";", "--", "/*", "*/", "{#", "::", "[", "]", "{", "}", "$", "?", "@", "'",
     '"', "SELECT", "CASE", "WHEN", "END", "IS", "NULL", "LIKE", "AS", "OVER", "ORDER BY", "DISTINCT", "INTERVAL", "x",
     "*", "\n",
     "COPY", "PRAGMA", "TO", "FROM", "WITH", "CAST", "DATE", "²", "\0", "\ud800", "\\"]
)  # fmt: skip
expressions = st.one_of(
    st.lists(words, max_size=12).map(" ".join), st.lists(words, max_size=8).map("".join), st.text(max_size=30)
)


@fuzzed(500)
@given(expressions)
def test_any_text_is_read_or_refused_and_nothing_is_printed(text: str) -> None:
    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        found = parse(text, VOCABULARY)
    assert out.getvalue() == err.getvalue() == ""
    assert (found.expression is None) == bool(found.problems)
    for problem in found.problems:
        assert 0 <= problem.start <= problem.end <= max(len(text), 1)
        assert problem.message
    if found.expression is not None:
        assert set(names(found.expression)) <= set(VOCABULARY)
        compile_value(found.expression, tuple(VOCABULARY))
