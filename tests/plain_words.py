"""How hard a text is to read: LIX for any language, Flesch-Kincaid grade for English.

LIX: C.-H. Björnsson, Läsbarhet, 1968: words per sentence + 100 * share of words over six letters.
Flesch-Kincaid grade: Kincaid et al. 1975: 0.39 words per sentence + 11.8 syllables per word - 15.59.

Run as a program it reads lines from standard input and prints each with its figures:
    python tests/plain_words.py da|en < lines.txt
"""

import re
import sys

import syllapy

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,]\d+)?")


def sentences(text: str) -> list[str]:
    """Split at . ! ? : and at line ends; a part without a word is not a sentence."""
    return [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def lix(text: str) -> float:
    """The LIX of a text; 0 for a text without words."""
    found = words(text)
    if not found:
        return 0.0
    long_words = sum(1 for word in found if len(word) > 6)
    return len(found) / len(sentences(text)) + 100 * long_words / len(found)


def longest_sentence(text: str) -> int:
    """Words in the longest sentence."""
    return max((len(words(sentence)) for sentence in sentences(text)), default=0)


def flesch_kincaid_grade(text: str) -> float:
    """School grade of an English text; syllables by syllapy."""
    found = words(text)
    if not found:
        return 0.0
    syllables = sum(int(syllapy.count(word)) for word in found)
    return 0.39 * len(found) / len(sentences(text)) + 11.8 * syllables / len(found) - 15.59


if __name__ == "__main__":
    language = sys.argv[1]
    for line in sys.stdin:
        grade = f" grade {flesch_kincaid_grade(line):5.1f}" if language == "en" else ""
        longest = longest_sentence(line)
        print(f"LIX {lix(line):5.1f}{grade} longest {longest:2}  {line.rstrip()}")
