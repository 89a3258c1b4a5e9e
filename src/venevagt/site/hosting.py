"""What the site says to its host and to the browser: headers, the security policy, the manifest."""

from collections.abc import Callable

import msgspec

from venevagt.knowledge.model import Model
from venevagt.site.addresses import Addresses
from venevagt.site.pictures import ICONS

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)
"""As it stands in each page, for hosts that set no headers. A header can also forbid to be framed."""

_FEATURES = ("camera", "microphone", "geolocation", "payment", "usb", "interest-cohort", "browsing-topics")
FIXED_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _FEATURES),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""The headers that every face of the site sends beside its policy."""

PAGE_HEADERS = {"Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'"}
_HEADERS = {**PAGE_HEADERS, **FIXED_HEADERS}
_COLOUR = "#1d4f91"


def headers_file(addresses: Addresses) -> bytes:
    """_headers, as Netlify and Cloudflare Pages read it."""
    everywhere = [f"  {name}: {value}" for name, value in _HEADERS.items()]
    lines = [
        f"{addresses.base}*",
        *everywhere,
        f"{addresses.base}static/*",
        "  Cache-Control: public, max-age=31536000, immutable",
        f"{addresses.base}worker.js",
        "  Cache-Control: no-cache",
    ]
    return ("\n".join(lines) + "\n").encode()


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
