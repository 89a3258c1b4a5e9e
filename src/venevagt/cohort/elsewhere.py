"""Names of what lies outside of files, such as `duckdb:...`."""

import re

_SCHEME = re.compile(r"[a-z][a-z0-9+]+:")


def has_scheme(name: str) -> bool:
    """Whether a name begins with a word and a colon; one letter is a drive of Windows."""
    return _SCHEME.match(name) is not None
