"""Single fields as registers write them: guarded ids, Danish decimals, yes and no in words, days, addresses."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

Reading = Callable[[str], str]
"""Makes a field as it is kept of a text; nothing where it cannot be."""

LONGEST = 500
"""More characters of one field are left out."""

_GUARDED = re.compile(r'="?(.*?)"?', re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_POSTCODE = re.compile(r"(?:DK[- ]?)?([0-9]{4})", re.IGNORECASE)
_TELEPHONE = re.compile(r"\+?[0-9][0-9 ]{5,18}[0-9]")
_EMAIL = re.compile(r"[^@\s<>\"']{1,64}@[^@\s<>\"']+\.[^@\s<>\"'.]+")
_WEBSITE = re.compile(r"https?://[^\s<>\"'@/]+\.[^\s<>\"'@/]+(/[^\s<>\"']*)?", re.IGNORECASE)
_DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%Y%m%d")
_FOLDED = str.maketrans({"ø": "oe", "å": "aa", "æ": "ae", "ö": "oe", "ä": "ae", "ü": "u", "ß": "ss"})

YES = frozenset({"yes", "ja", "true", "1", "j", "y"})
NO = frozenset({"no", "nej", "false", "0", "n"})


def clean(text: str) -> str:
    """The text without the guard `="..."`, without what cannot be seen, with single spaces."""
    if not text:
        return ""
    if text[0] == "=":
        guarded = _GUARDED.fullmatch(text.strip())
        text = guarded.group(1) if guarded else text
    if not text.isascii() or not text.isprintable():
        text = _UNSEEN.sub(" ", unicodedata.normalize("NFC", text).encode("utf-8", "ignore").decode("utf-8"))
    return " ".join(text.split())[:LONGEST]


def fold(text: str) -> str:
    """Text as it is searched: small letters, ø as oe, å as aa, æ as ae, no other accents."""
    if text.isascii():
        return text.casefold()
    folded = unicodedata.normalize("NFC", text).casefold().translate(_FOLDED)
    if folded.isascii():
        return folded
    return "".join(char for char in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(char))


def number(text: str) -> float | None:
    """A number with a point or a comma; None for anything else, and for what has no end."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) < 1e15 else None


@lru_cache(10_000)
def day(text: str) -> date | None:
    """A day, written in one of the usual ways, with or without a time behind it."""
    if not text:
        return None
    first = text.partition("T")[0].partition(" ")[0]
    try:
        return date.fromisoformat(first)
    except ValueError:
        pass
    for form in _DAYS:
        try:
            return datetime.strptime(first, form).date()
        except ValueError:
            continue
    return None


def postcode(text: str) -> str:
    """Four digits, or nothing."""
    found = _POSTCODE.fullmatch(text)
    return found.group(1) if found else ""


def telephone(text: str) -> str:
    """The number in digits and spaces, or nothing."""
    spaced = " ".join(re.sub(r"[^0-9+]", " ", text.partition(";")[0]).split())
    return spaced if _TELEPHONE.fullmatch(spaced) else ""


def email(text: str) -> str:
    """The address, or nothing for what is none."""
    return text if _EMAIL.fullmatch(text) else ""


def website(text: str) -> str:
    """An address with http or https, or nothing: no other scheme ever becomes a link."""
    address = text if "://" in text else f"https://{text}"
    return address if _WEBSITE.fullmatch(address) else ""
