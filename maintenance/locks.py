"""The lock files of `locks/`, read: which package in which version, and what brings it."""

import re
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parent.parent
LOCKS = ROOT / "locks"

_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([^\s;\\]+)(?:\s*;\s*([^\\]*?))?\s*\\?$")
_HASH = re.compile(r"^\s+--hash=sha256:([0-9a-f]{64})\s*\\?$")
_BROUGHT = re.compile(r"^\s+#(?:\s+via)?\s+(\S.*)$")
_LIST_BEGINS = re.compile(r"^\s+# via$")


class Pinned(Struct, frozen=True):
    """One package of a lock. `marker`: where it is needed, empty for everywhere; `via`: what brings it."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    via: tuple[str, ...]

    @property
    def direct(self) -> bool:
        """Whether this project itself asks for it."""
        return any(by.startswith(("venevagt ", "-r ")) for by in self.via)


def read_lock(path: Path) -> tuple[Pinned, ...]:
    """The packages of a lock in its order.

    Raises ValueError, with file and line, for a line that is none of a lock's, and for a package without a hash.
    """
    found: list[tuple[re.Match[str], list[str], list[str]]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#") or _LIST_BEGINS.match(line):
            continue
        if pin := _PIN.match(line):
            found.append((pin, [], []))
        elif found and (own := _HASH.match(line)):
            found[-1][1].append(own[1])
        elif found and (by := _BROUGHT.match(line)):
            found[-1][2].append(by[1])
        else:
            raise ValueError(f"{path.name}:{number}: expected name==version, a hash or '# via', found {line.strip()!r}")
    for pin, hashes, _ in found:
        if not hashes:
            raise ValueError(f"{path.name}: {pin[1]} has no hash; run: make lock")
    return tuple(
        Pinned(pin[1], pin[2], pin[3] or "", tuple(hashes), tuple(by for by in via if not by.startswith("-c ")))
        for pin, hashes, via in found
    )


def canonical(name: str) -> str:
    """A package's name as locks write it: `ruamel.yaml` -> `ruamel-yaml`."""
    return re.sub(r"[-_.]+", "-", name).lower()
