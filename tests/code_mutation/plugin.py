"""A plugin of pytest for mutation testing: nothing that an unbroken core has made answers for a broken one.

mutmut starts each test run as a copy of one process, which has run all tests before. What was made
in it and is kept (the knowledge, the engines, what test files hold) is made anew here.
"""

import gc
import os
import sys
from pathlib import Path

import hypothesis
import pytest
from mutmut.mutation import trampoline
from mutmut.state import state

from venevagt.care.engine import Engine
from venevagt.knowledge import compiled
from venevagt.knowledge.model import Model

CARE = "venevagt.care."
READING = ("venevagt.logic.parse.", "venevagt.logic.nearest.", "venevagt.knowledge.check_")
"""What only reads and checks files: of the tests that come after it, none tells more than one that fails."""
READERS = ("venevagt.knowledge.", "venevagt.logic.substitution.", *READING)
"""What the slow tests of `tests/knowledge` are for; all else has quicker tests."""

_read_mutant = trampoline.get_mutant_under_test
_made_on_import: set[str] = set()
_engines: dict[int, tuple[Engine, Model]] = {}


def pytest_configure() -> None:
    hypothesis.settings.register_profile("mutation", derandomize=True, database=None)
    hypothesis.settings.load_profile("mutation")
    compiled.COMPILED = Path(os.devnull) / "no file"
    broken = _read_mutant()
    trampoline.get_mutant_under_test = lambda: broken
    _find_engines()
    _make_engines_anew()
    if not broken.startswith(CARE):
        compiled._own_model.cache_clear()
        for name in [name for name in sys.modules if name.startswith("tests.") and name != __name__]:
            del sys.modules[name]


def _find_engines() -> None:
    """Those that are there: mutmut freezes them later for its copies, and then they are not listed any more."""
    for found in gc.get_objects():
        if isinstance(found, Engine) and id(found) not in _engines:
            _engines[id(found)] = found, found.model


def _make_engines_anew() -> None:
    for engine, model in _engines.values():
        vars(engine).clear()
        engine.__init__(model)  # type: ignore[misc]


def _is_slow(item: pytest.Item) -> bool:
    return "tests/knowledge/" in item.nodeid


def _recording() -> bool:
    return bool(trampoline.get_mutant_under_test() == "stats")


def pytest_collection_finish() -> None:
    if _recording():
        _made_on_import.update(name for name in state()._stats if not name.startswith(READING))
        _find_engines()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """While it is recorded which test runs what: a test of care or logic runs all that was made before it, too."""
    if _recording():
        _make_engines_anew()
        if not _is_slow(item):
            state()._stats.update(_made_on_import)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    if _recording() and _is_slow(item):
        state()._stats.intersection_update([name for name in state()._stats if name.startswith(READERS)])


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A test file that cannot be imported has noticed the mutant as well as one that fails."""
    if exitstatus == pytest.ExitCode.INTERRUPTED:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
