"""Where the pages and files of the static site are found."""

from urllib.parse import urlsplit

from msgspec import Struct

from venevagt.knowledge.model import Model


class Addresses(Struct, frozen=True):
    """`base`: the path that the site lies under, with / at both ends.

    `origin`: scheme and host, empty where nobody has said where the site will be found.
    """

    base: str = "/"
    origin: str = ""

    def page(self, language: str, name: str = "") -> str:
        """A page's address, without the host."""
        return self.file(page_file(language, name).removesuffix("index.html"))

    def file(self, name: str) -> str:
        """A file's address, without the host."""
        return f"{self.base}{name}"

    def absolute(self, address: str) -> str:
        """An address of this site with its host."""
        return f"{self.origin}{address}"


def addresses_at(url: str) -> Addresses:
    """The addresses of a site at a URL, or at the top of an unknown host where it is empty.

    Raises ValueError for anything but a plain http or https URL.
    """
    if not url:
        return Addresses()
    parts = urlsplit(url)
    plain = parts.scheme in ("http", "https") and parts.hostname and not (parts.query or parts.fragment or "@" in url)
    if not plain or not url.isascii() or any(character.isspace() or character in "\"'<>\\" for character in url):
        raise ValueError(f"{url[:80]!r}, expected an address such as https://example.org/ or https://example.org/leg/")
    return Addresses(f"{parts.path.rstrip('/')}/", f"{parts.scheme}://{parts.netloc}")


def page_file(language: str, name: str = "") -> str:
    """The file that a page is written to, below the site's folder."""
    return f"{language}/{name}/index.html" if name else f"{language}/index.html"


def slug(name: str) -> str:
    """An article's id as it stands in its address."""
    return name.replace("_", "-")


OWN_PAGES = {
    "table": ("address_table", "table_title"),
    "articles": ("address_articles", "all_articles"),
    "search": ("address_search", "search_title"),
    "clinician": ("address_clinician", "clinician_title"),
    "after": ("address_after", "after_title"),
}
"""The site's own pages, each with the words for its name in the address and for its title."""


_OTHER_PAGES = {
    "component": ("address_component", "embed_title"),
    "embedded": ("address_embedded", "tagline"),
    "followup": ("address_followup", "followup_title"),
    "diary": ("address_diary", "diary_title"),
    "rehabilitation": ("address_rehabilitation", "rehabilitation_title"),
    "prevention": ("address_prevention", "prevention_title"),
    "directory": ("address_directory", "directory_title"),
    "screening": ("address_screening", "screening_title"),
}
"""As above, but no other page's foot leads to them."""

TITLES = {name: title for name, (_, title) in {**OWN_PAGES, **_OTHER_PAGES}.items()}
"""A page -> the word for its title."""


def own_pages(model: Model, page: str) -> dict[str, str]:
    """One of the site's own pages: its name in the address by language."""
    word, _ = {**OWN_PAGES, **_OTHER_PAGES}[page]
    return {language: model.texts[language].site[word] for language in model.about.languages}
