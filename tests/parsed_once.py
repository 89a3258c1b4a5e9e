"""Every file of the knowledge is parsed once in a run: most tests that copy the knowledge change one file of fifty."""

import pickle
from collections.abc import Callable
from functools import lru_cache

from venevagt.knowledge.source import Document

MOST = 1000
"""How many files are kept; those of the checkout are about fifty."""


def parsed_once(read_yaml: Callable[[str, bytes], Document]) -> Callable[[str, bytes], Document]:
    """`read_yaml` that remembers what it made of a name and its bytes. Each caller gets a copy of its own."""

    @lru_cache(maxsize=MOST)
    def pickled(name: str, content: bytes) -> bytes:
        return pickle.dumps(read_yaml(name, content))

    def read(name: str, content: bytes) -> Document:
        document: Document = pickle.loads(pickled(name, content))
        return document

    return read
