"""`venevagt knowledge compare`: what a change of the knowledge changes, in words."""

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from venevagt.cli.common import fail, open_model
from venevagt.knowledge.compare import Comparison, Difference, compare
from venevagt.knowledge.model import URGENCIES, Model


def comparison(old: str, new: str) -> str:
    """The report on two folders or git revisions."""
    with _model(old) as before, _model(new) as after:
        try:
            return "\n".join(_report(compare(before, after)))
        except ValueError as error:
            fail(str(error))


@contextmanager
def _model(name: str) -> Iterator[Model]:
    """The model of a folder, or of the folder `knowledge` in a git revision."""
    try:
        is_folder = Path(name).is_dir()
    except OSError as error:
        fail(f"{name}: {error.strerror}; expected a folder or a git revision")
    if is_folder:
        yield open_model(Path(name))
        return
    if name.startswith("-"):
        fail(f"{name}: expected a folder or a git revision")
    try:
        packed = subprocess.run(["git", "archive", "--format=tar", name, "knowledge"], capture_output=True, check=True)  # noqa: S603, S607
    except FileNotFoundError:
        fail(f"{name}: no folder with that name, and git is not installed")
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        fail(f"{name}: neither a folder nor a git revision with a folder 'knowledge' ({''.join(reason)})")
    with tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(fileobj=io.BytesIO(packed.stdout)) as archive:
                archive.extractall(folder, filter="data")
        except (tarfile.TarError, OSError) as error:
            fail(f"{name}: its folder 'knowledge' cannot be unpacked ({error})")
        yield open_model(Path(folder) / "knowledge")


def _report(found: Comparison) -> Iterator[str]:
    if not (found.safer or found.less_urgent or found.unsure or found.words):
        yield "nothing differs"
        return
    yield from _group("LESS URGENT", found.less_urgent, "was forced before by")
    yield from _group("safer", found.safer, "is forced now by")
    if found.unsure:
        yield "not sure counts as something else:"
        yield from (f"  {name}: {before} before, {after} now" for name, (before, after) in found.unsure.items())
    if not (found.safer or found.less_urgent):
        yield "no complete case changes its urgency"
    if found.words:
        yield "entries that differ:"
        yield from (f"  {line}" for line in found.words)


def _group(title: str, differences: tuple[Difference, ...], forced: str) -> Iterator[str]:
    for one in differences:
        urgent = max(one.before, one.after, key=URGENCIES.index)
        yield f"{title}: {one.before} -> {one.after}, {100 * one.cases / one.of:.2g} % of all distinguishable cases"
        for answers in one.conditions:
            told = " and ".join(f"{name} {value}" for name, value in answers.items())
            yield f"  {urgent} {forced}: {told or 'anything'}"
        if one.more:
            yield "  ... and further conditions"
