"""What the site says to its host and to the browser: headers, the security policy, the manifest."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping

import msgspec

from venevagt.knowledge.model import Model
from venevagt.site.addresses import Addresses
from venevagt.site.component import COMPONENT
from venevagt.site.pictures import ICONS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
"""As it stands in each page, for hosts that set no headers. A header can also forbid to be framed."""

_PLACE = "geolocation"
_FEATURES = ("camera", "microphone", _PLACE, "payment", "usb", "interest-cohort", "browsing-topics")
_PERMISSIONS = "Permissions-Policy"
_NOTHING = ", ".join(f"{feature}=()" for feature in _FEATURES)
_ONLY_THE_PLACE = _NOTHING.replace(f"{_PLACE}=()", f"{_PLACE}=(self)")
FIXED_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    _PERMISSIONS: _NOTHING,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The headers that every face of the site sends beside its policy."""

_CONTENT, _RESOURCE = "Content-Security-Policy", "Cross-Origin-Resource-Policy"
PAGE_HEADERS = {_CONTENT: f"{POLICY}; frame-ancestors 'none'", _RESOURCE: "same-origin", _PERMISSIONS: _NOTHING}
LOCATED_HEADERS = {**PAGE_HEADERS, _PERMISSIONS: _ONLY_THE_PLACE}
"""Of the pages that may ask where the device is; the person presses a button for it, and the browser asks too."""

FRAMED_HEADERS = {
    _PERMISSIONS: _NOTHING,
    _CONTENT: f"{POLICY}; frame-ancestors *",
    _RESOURCE: "cross-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
"""Of the pages that the web component shows: any site may, one that is isolated from others too."""

_COMPONENT_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    _PERMISSIONS: _NOTHING,
    _RESOURCE: "cross-origin",
    "Cache-Control": "no-cache",
}
_SHARED_HEADERS = {name: value for name, value in FIXED_HEADERS.items() if name not in (_RESOURCE, _PERMISSIONS)}
_COLOUR = "#1d4f91"


def own_headers(name: str, framed: Container[str], located: Collection[str]) -> Mapping[str, str]:
    """The headers in which a file differs from others.

    `framed`: the pages that other sites may show; `located`: the folders whose pages may ask where the device is.
    """
    if name == COMPONENT:
        return _COMPONENT_HEADERS
    if name.startswith(tuple(located)):
        return LOCATED_HEADERS
    return FRAMED_HEADERS if name in framed else PAGE_HEADERS


def headers_file(addresses: Addresses, names: Iterable[str], framed: Container[str], located: Collection[str]) -> bytes:
    """_headers, as Netlify and Cloudflare Pages read it.

    Where two rules give one header, one of them joins the values and the other takes the last, so no two do.
    """
    pages = [name for name in names if name.endswith(".html")]
    rules = {
        "*": _SHARED_HEADERS,
        **{rule: own_headers(name, framed, located) for name in pages for rule in _addresses_of(name)},
        COMPONENT: own_headers(COMPONENT, framed, located),
        "static/*": {**PAGE_HEADERS, "Cache-Control": "public, max-age=31536000, immutable"},
        "worker.js": {**PAGE_HEADERS, "Cache-Control": "no-cache"},
    }
    lines = (
        line
        for rule, headers in rules.items()
        for line in (f"{addresses.base}{rule}", *(f"  {name}: {value}" for name, value in headers.items()))
    )
    return ("\n".join(lines) + "\n").encode()


def _addresses_of(page: str) -> tuple[str, ...]:
    """The rules that fit a page, with those below it, and nothing else."""
    folder = page.removesuffix("index.html")
    language, _, below = folder.partition("/")
    return (f"{language}/{below.partition('/')[0]}/*",) if below else tuple(dict.fromkeys((folder, page)))


def manifest(model: Model, language: str, addresses: Addresses, asset: Callable[[str], str]) -> bytes:
    """What a phone needs to keep the site as an app, in one language. `asset` gives a file's address."""
    site = model.texts[language].site
    content = {
        "name": f"{site['name']}: {site['tagline']}",
        "short_name": site["name"],
        "description": site["site_description"],
        "lang": language,
        "id": addresses.page(language),
        "start_url": addresses.page(language),
        "scope": addresses.base,
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": _COLOUR,
        "icons": [
            {"src": asset(name), "sizes": sizes, "type": kind, "purpose": purpose}
            for name, kind, sizes, purpose in ICONS
        ],
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"
