"""Which words the clinician's scripts show: no other is sent."""

import re
from collections.abc import Iterable, Iterator

_NAMED = re.compile(r"\bwords\.(\w+)|\"(\w+)\"|`(\w+_)\$\{")
"""`words.name`; a name between quotes; or the beginning of one, as in `words[`door_${id}`]`."""


def shown_words(names: Iterable[str], scripts: Iterable[str]) -> Iterator[str]:
    """Those of the names that some script asks for, in their order."""
    found = {name for text in scripts for match in _NAMED.findall(text) for name in match if name}
    beginnings = tuple(name for name in found if name.endswith("_"))
    return (name for name in names if name in found or name.startswith(beginnings))
