"""`venevagt prove`: the properties of knowledge/safety.yaml, each proved or with a case against it."""

import importlib.util
import json
import sys
import time
from pathlib import Path

import click

from venevagt.cli.common import fail, knowledge_option, open_model

REFUTED = 1
"""Exit code when a property does not hold."""


@click.command("prove")
@knowledge_option
def command(directory: Path | None) -> None:
    """Prove that the rules are safe, for every case there can be.

    A property that does not hold is shown with a case that can be given to `venevagt check --case -`.

    \b
    Exit codes: 0 all proved; 1 a property does not hold; 2 bad input.
    """
    if importlib.util.find_spec("z3") is None:
        fail("the solver is not installed; install it with: pip install 'venevagt[prove]'")
    from venevagt.care.engine import engine_for
    from venevagt.prove.proofs import Proof, prove

    model = open_model(directory)
    start = time.perf_counter()
    proofs: list[Proof] = []
    for proof in prove(engine_for(model)):
        proofs.append(proof)
        click.echo(f"{'proved' if proof.proved else 'FALSE '}  {proof.name}: {proof.says}")
        for finding, case in proof.against:
            click.echo(f"        not for {finding}, in this case:" if finding else "        not in this case:")
            click.echo(f"        {json.dumps(case)}")
        for name in proof.needless:
            click.echo(f"        the exception {name} is not needed, expected it to be taken out")
    if not proofs:
        fail("no properties: expected some in safety.yaml")
    refuted = sum(not proof.proved for proof in proofs)
    tried = sum(proof.tried for proof in proofs)
    seconds = time.perf_counter() - start
    click.echo(f"{len(proofs) - refuted} of {len(proofs)} properties proved ({tried} statements) in {seconds:.1f} s")
    sys.exit(REFUTED if refuted else 0)
