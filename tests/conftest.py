"""The tests run alike whatever the language of the machine is, and parse no file of the knowledge twice."""

import os
from collections.abc import Iterator

import pytest
from tests.parsed_once import parsed_once

from venevagt.knowledge import source

for name in ("LANG", "LANGUAGE", *(name for name in os.environ if name.startswith("LC_"))):
    os.environ.pop(name, None)


@pytest.fixture(scope="session", autouse=True)
def _each_file_is_parsed_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(source, "read_yaml", parsed_once(source.read_yaml))
        yield
