"""Style sheet, scripts, icons and search index: under a folder whose name changes with their content.

One folder for all, so that a script finds another beside it by its plain name.
"""

import hashlib
from collections.abc import Mapping
from importlib.resources import files

from venevagt.site.pictures import CARD, ICONS

_ROOM = files("venevagt.site")
_OWN = {
    "static": ("site.css", "embedded.css", *(icon[0] for icon in ICONS), "apple-touch-icon.png", CARD),
    "drawings": ("drawings.css",),
    "browser": ("choose.js", "embedded.js", "offline.js", "own-answers.js", "search.js", "search-page.js"),
    "clinic": ("clinic.css",),
    "diary": ("diary.css",),
    "directory": ("directory.css",),
    "plan": ("plan.css",),
    "rehabilitation": ("rehabilitation.css",),
    "screening": ("screening.css",),
    "work_up": ("work-up.css", "work-up.js"),
    "script/page": ("fragment.js",),
}
"""The files by their folder; fragment.js alone is for pages that are not the interview.

Not the worker, which answers for what lies below its own place, and not the component, whose address never changes.
"""


def own_assets() -> dict[str, bytes]:
    """The files that come with the program, by name."""
    return {name: (_ROOM / folder / name).read_bytes() for folder, names in _OWN.items() for name in names}


def worker_source() -> str:
    """The worker, before the build has told it which files there are."""
    return (_ROOM / "browser" / "worker.js").read_text(encoding="utf-8")


def asset_folder(assets: Mapping[str, bytes]) -> str:
    """The folder of these files, without / at its ends."""
    digest = hashlib.sha256()
    for name, content in sorted(assets.items()):
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"static/{digest.hexdigest()[:12]}"
