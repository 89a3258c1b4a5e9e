"""A version of the knowledge by its name: a folder, a git revision, or a release file."""

import io
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from venevagt.cli.common import fail, open_model
from venevagt.knowledge.model import Model
from venevagt.knowledge.release import read_release, released_model


def is_release(name: str) -> bool:
    """Whether a name is that of a release file."""
    return name.endswith(".json") and Path(name).is_file()


@contextmanager
def version_of(name: str, like: Model | None = None, opened: Callable[[Path], Model] = open_model) -> Iterator[Model]:
    """The model of a folder, of the folder `knowledge` in a git revision, or of a release (with words as in `like`).

    `opened`: gives the model of a folder. What cannot be used ends with a message and exit code 2.
    """
    if like is not None and is_release(name):
        try:
            yield released_model(read_release(Path(name)), like)
        except ValueError as error:
            fail(str(error))
        return
    try:
        is_folder = Path(name).is_dir()
    except OSError as error:
        fail(f"{name}: {error.strerror}; expected a folder or a git revision")
    if is_folder:
        yield opened(Path(name))
        return
    if name.startswith("-"):
        fail(f"{name}: expected a folder or a git revision")
    try:
        packed = subprocess.run(["git", "archive", "--format=zip", name, "knowledge"], capture_output=True, check=True)  # noqa: S603, S607
    except FileNotFoundError:
        fail(f"{name}: no folder with that name, and git is not installed")
    except subprocess.CalledProcessError as error:
        reason = error.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        fail(f"{name}: neither a folder nor a git revision with a folder 'knowledge' ({''.join(reason)})")
    with tempfile.TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(io.BytesIO(packed.stdout)) as archive:
                archive.extractall(folder)
        except (zipfile.BadZipFile, OSError) as error:
            fail(f"{name}: its folder 'knowledge' cannot be unpacked ({error})")
        yield opened(Path(folder) / "knowledge")
