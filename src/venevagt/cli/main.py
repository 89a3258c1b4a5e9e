"""The command `venevagt`: which commands there are. Each is loaded only when it is called."""

import importlib
import sys
from collections.abc import Mapping

import click

_COMMANDS: Mapping[str, tuple[str, str]] = {
    "check": ("venevagt.cli.check", "Answer a few questions, or assess a case from a file."),
    "serve": ("venevagt.cli.serve", "Serve the interview and the API on this machine."),
    "build": ("venevagt.cli.build", "Write the site as files, for any web host."),
    "score": ("venevagt.cli.score", "Count a clinical score, with what is not known as a range."),
    "probability": ("venevagt.cli.probability", "How likely a clot is, in parts that can be inspected."),
    "treatment": ("venevagt.cli.treatment", "Say what is known of treating a confirmed clot: for clinicians."),
    "follow-up": ("venevagt.cli.followup", "Make the plan after a blood clot, from a few questions or a case."),
    "prevention": ("venevagt.cli.prevention", "Make a plan against a blood clot, from risk and situation."),
    "diary": ("venevagt.cli.diary", "Write down your leg day by day; each entry is assessed at once."),
    "work-up": ("venevagt.cli.work_up", "Walk a diagnostic pathway: what is next, and the decision."),
    "clearance": ("venevagt.cli.clearance", "Make or read a clearance: what a clinician allows after a clot."),
    "rehabilitation": ("venevagt.cli.rehabilitation", "Say whether training is open today, why, and which exercises."),
    "directory": ("venevagt.cli.directory", "Import and search clinics of physiotherapists."),
    "cohort": ("venevagt.cli.cohort", "Many cases at once: a table of a million people, a country."),
    "evaluate": ("venevagt.cli.evaluate", "Run an open set of cases and print how well the rules do."),
    "prove": ("venevagt.cli.prove", "Prove that the rules are safe, for every case there can be."),
    "safety-case": ("venevagt.cli.safety_case", "Write the safety case: hazards, controls, evidence, proofs."),
    "knowledge": ("venevagt.cli.knowledge", "Check, explain and draw the knowledge base."),
}


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, from the table: help does not load them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="venevagt")
def main() -> None:
    """Venevagt: my leg cramps - is it a blood clot, and what do I do now?

    It advises; it never diagnoses. In danger: call 112.
    """


def run() -> None:
    """Run the command line; UTF-8 whatever the terminal's locale says."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    main(prog_name="venevagt")
