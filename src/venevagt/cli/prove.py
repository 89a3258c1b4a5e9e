"""`venevagt prove`: the properties of knowledge/safety.yaml, each proved or with a case against it."""

import importlib.util
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from venevagt.cli.common import fail, knowledge_option, open_model

if TYPE_CHECKING:
    from collections.abc import Iterator

    from venevagt.care.engine import Engine
    from venevagt.knowledge.model import Model
    from venevagt.prove.pathways import PathwayProof
    from venevagt.prove.proofs import Proof

REFUTED = 1
"""Exit code when a property does not hold."""


@click.command("prove")
@knowledge_option
@click.option(
    "--save",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Add each case against a property to this file; tests/counterexamples.yaml is tried by the tests.",
)
def command(directory: Path | None, save: Path | None) -> None:
    """Prove that the rules are safe, for every case there can be.

    A property that does not hold is shown with a case that can be given to `venevagt check --case -`.
    After that every case is gone through once more without the solver, by a plain reading of the rules,
    every way through the diagnostic pathways, in every variant, and every door to the rehabilitation.

    \b
    Exit codes: 0 all proved; 1 a property does not hold; 2 bad input.
    """
    if importlib.util.find_spec("z3") is None:
        fail("the solver is not installed; install it with: pip install 'venevagt[prove]'")
    from venevagt.care.engine import engine_for

    engine = engine_for(open_model(directory))
    if save is not None:
        _add(save, [])
    proofs = _proofs(engine)
    if save is not None:
        _save(save, proofs)
    agrees = _enumerated(engine)
    ends = _pathways(engine.model)
    opens = _rehabilitation(engine.model)
    sys.exit(0 if agrees and ends and opens and all(proof.proved for proof in proofs) else REFUTED)


def _proofs(engine: "Engine") -> "list[Proof]":
    from venevagt.prove.proofs import prove

    start = time.perf_counter()
    proofs = []
    for proof in prove(engine):
        proofs.append(proof)
        click.echo(f"{'proved' if proof.proved else 'FALSE '}  {proof.name}: {proof.says}")
        for subject, case in proof.against:
            where = f" for {subject}" if subject else ""
            click.echo(f"        not{where}, in this case:" if case else f"        not{where}, in no case at all")
            if case:
                click.echo(f"        {json.dumps(case)}")
        for name in proof.needless:
            click.echo(f"        the exception {name} is not needed, expected it to be taken out")
    if not proofs:
        fail("no properties: expected some in safety.yaml")
    holding = sum(proof.proved for proof in proofs)
    tried = sum(proof.tried for proof in proofs)
    seconds = time.perf_counter() - start
    click.echo(f"{holding} of {len(proofs)} properties proved ({tried} statements) in {seconds:.1f} s")
    return proofs


def _enumerated(engine: "Engine") -> bool:
    from venevagt.prove.enumeration import enumerate_all

    start = time.perf_counter()
    found = enumerate_all(engine)
    for one in found.against:
        click.echo(f"FALSE   {one.words}, in these cases:")
        click.echo(f"        {json.dumps(dict(one.block))}")
    if found.seen != found.cases:
        click.echo(f"FALSE   {found.seen:,} cases were seen of {found.cases:,}")
    seconds = time.perf_counter() - start
    click.echo(
        f"all {found.cases:,} distinguishable cases in {found.blocks:,} blocks: the rules as they are written "
        f"{'give the same answers' if found.agrees else 'DO NOT GIVE the same answers'}, in {seconds:.1f} s"
    )
    return found.agrees


def _pathways(model: "Model") -> bool:
    """The diagnostic pathways, in every variant: whether everything that must hold of them does."""
    from venevagt.prove.pathways import prove_pathways

    return _tried("pathways", prove_pathways(model))


def _rehabilitation(model: "Model") -> bool:
    """The rehabilitation: whether nothing opens that must not."""
    from venevagt.prove.rehabilitation import prove_rehabilitation

    return _tried("rehabilitation", prove_rehabilitation(model))


def _tried(part: str, tried: "Iterator[PathwayProof]") -> bool:
    start = time.perf_counter()
    proofs = list(tried)
    for proof in proofs:
        click.echo(f"{'FALSE ' if proof.against else 'proved'}  {part}: {proof.says} ({proof.tried:,} tried)")
        for one in proof.against:
            click.echo(f"        not {one}")
    holding = sum(not proof.against for proof in proofs)
    seconds = time.perf_counter() - start
    click.echo(f"{holding} of {len(proofs)} properties of the {part} proved in {seconds:.1f} s")
    return holding == len(proofs)


def _save(file: Path, proofs: "list[Proof]") -> None:
    """Add the cases to a file of counterexamples, each as one line of YAML (which JSON is)."""
    lines = [
        f"- {json.dumps({'property': proof.name, 'subject': subject, 'case': case})}\n"
        for proof in proofs
        for subject, case in proof.against
        if case
    ]
    _add(file, lines)
    click.echo(f"{len(lines)} cases added to {file}")


def _add(file: Path, lines: list[str]) -> None:
    try:
        with file.open("a", encoding="utf-8") as target:
            target.writelines(lines)
    except OSError as error:
        fail(f"{file}: {error.strerror}, expected a file that can be written")
