"""`venevagt cohort`: many cases at once. Each of its commands is loaded only when it is called."""

import importlib
from collections.abc import Mapping

import click

from venevagt.cli.common import fail

_COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("venevagt.cli.cohort_demo", "Simulate a million people, assess them, and print what comes out."),
    "assess": ("venevagt.cli.cohort_assess", "Assess a table of cases: a file, or a table of a database."),
    "sql": ("venevagt.cli.cohort_sql", "Write the rules as one SQL query, or as a dbt model with tests."),
    "simulate": ("venevagt.cli.cohort_simulate", "Make a synthetic population from published figures."),
    "compare": ("venevagt.cli.cohort_compare", "Say what a change of the knowledge does to people."),
    "report": ("venevagt.cli.cohort_report", "Count a cohort by urgency, age, sex, region and time."),
}
_EXTRA = ("duckdb", "numpy", "pyarrow")


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        try:
            command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        except ModuleNotFoundError as missing:
            if missing.name not in _EXTRA:
                raise
            fail(f"this needs {missing.name}, which comes with the extra: pip install 'venevagt[cohort]'")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table: help does not load them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group("cohort", cls=_LazyGroup)
def command() -> None:
    """Many cases at once, by the same rules as one. Needs the extra `cohort`."""
