"""The script of the web component: its words and addresses filled in. It is found at an address that stays."""

import json
from importlib.resources import files

from venevagt.care.services import emergency_number
from venevagt.care.words import filled
from venevagt.knowledge.model import Model
from venevagt.site.addresses import own_pages, page_file

COMPONENT = "embed.js"
"""The file's name at the top of the site: owners of other pages have written it into them."""

_MARK = "const SITE = {};"
"""The line of browser/embed.js that the build fills in."""


def component(model: Model) -> bytes:
    """The script; its addresses are read from where it lies itself."""
    source = (files("venevagt.site") / "browser" / "embed.js").read_text(encoding="utf-8")
    assert source.count(_MARK) == 1, "browser/embed.js has no place for the site"
    content = {
        "number": emergency_number(model),
        "languages": {language: _words(model, language) for language in model.about.languages},
    }
    return source.replace(_MARK, f"const SITE = {json.dumps(content, ensure_ascii=False, indent=1)};").encode()


def embedded_files(model: Model) -> frozenset[str]:
    """The only pages that other sites may show in a frame, by the names of their files."""
    return frozenset(page_file(language, name) for language, name in own_pages(model, "embedded").items())


def _words(model: Model, language: str) -> dict[str, str]:
    site = model.texts[language].site
    return {
        "page": page_file(language, own_pages(model, "embedded")[language]).removesuffix("index.html"),
        "home": page_file(language).removesuffix("index.html"),
        "title": f"{site['name']}: {site['tagline']}",
        "call": filled(site["call_emergency"], number=emergency_number(model)),
        "open": site["embed_open"],
    }
