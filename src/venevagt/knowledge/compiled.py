"""The compiled knowledge: built once, checked against the files that it came from, never stale.

What a person uses reads only the compiled file. It carries a fingerprint of the knowledge and of
the code that compiled it; where the two differ it is built again, or refused when it can't be.
"""

import hashlib
import os
import tempfile
from functools import lru_cache
from pathlib import Path

import msgspec

from venevagt.knowledge import model as shapes

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "data" / "knowledge"
COMPILED = _PACKAGE / "data" / "knowledge.msgpack"


class _Compiled(msgspec.Struct, frozen=True):
    fingerprint: str
    model: shapes.Model


def default_directory() -> Path:
    """The knowledge that came with the program: in the installed package, else in the checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent.parent / "knowledge"


def get_model(directory: Path | None = None) -> shapes.Model:
    """The model of a folder, or of the program's own knowledge.

    Raises KnowledgeError when the folder's knowledge is not sound.
    """
    return compile_directory(directory) if directory is not None else _own_model()


def compile_directory(directory: Path) -> shapes.Model:
    """Read, check and compile a folder. Raises KnowledgeError with everything that is wrong."""
    from venevagt.knowledge import check, decision, load
    from venevagt.knowledge.problems import KnowledgeError

    loaded = load.load(directory)
    problems = check.check(loaded)
    if problems:
        raise KnowledgeError(problems)
    return msgspec.structs.replace(loaded.model, decision=decision.build(loaded.model))


def deciding_model(directory: Path, language: str, *, argued: bool = False) -> shapes.Model:
    """What decides in a folder, read and checked, with the names of it in one language; all else is empty.

    It has no diagram. `argued`: with the lowerings. Reading a whole folder takes more than a second, this a
    tenth of it. Raises KnowledgeError with everything that is wrong in what was read.
    """
    from venevagt.knowledge import check, load
    from venevagt.knowledge.problems import KnowledgeError

    loaded = load.load(directory, load.deciding_files(language, argued=argued))
    if problems := check.check_deciding(loaded):
        raise KnowledgeError(problems)
    return loaded.model


def write_compiled(directory: Path, target: Path) -> shapes.Model:
    """Compile a folder into a file, whole or not at all. Raises OSError when it cannot be written."""
    compiled = _Compiled(_fingerprint(directory), compile_directory(directory))
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(msgspec.msgpack.encode(compiled))
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except OSError:
        os.unlink(temporary)
        raise
    return compiled.model


@lru_cache(maxsize=1)
def _own_model() -> shapes.Model:
    directory = default_directory()
    wanted = _fingerprint(directory)
    try:
        compiled = msgspec.msgpack.decode(COMPILED.read_bytes(), type=_Compiled)
        if compiled.fingerprint == wanted:
            return compiled.model
    except (OSError, msgspec.MsgspecError):
        pass
    try:
        return write_compiled(directory, COMPILED)
    except OSError:
        return compile_directory(directory)


def _fingerprint(directory: Path) -> str:
    """One hash over the knowledge files and the code that compiles them."""
    digest = hashlib.sha256()
    code = [*(_PACKAGE / "logic").rglob("*.py"), *(_PACKAGE / "knowledge").glob("*.py")]
    knowledge = [path for path in directory.rglob("*") if path.suffix in (".yaml", ".md")]
    for path in [*sorted(code), *sorted(knowledge)]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
