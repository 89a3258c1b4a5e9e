"""Words made alike, so that a person who cannot type å or misses a capital still finds them.

`browser/search.js` folds what a person types in the same way; a test compares the two.
"""

import re
import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


def fold(text: str) -> str:
    """Small letters, æ ø å as ae oe aa, other letters without their marks."""
    composed = unicodedata.normalize("NFC", text).lower().translate(_LETTERS)
    return "".join(c for c in unicodedata.normalize("NFD", composed) if not unicodedata.combining(c))


def tokens(text: str) -> tuple[str, ...]:
    """The folded words of a text, each once, in the order in which they come."""
    return tuple(dict.fromkeys(re.findall(r"[a-z0-9]+", fold(text))))
