"""`python -m benchmarks.site_size`: how large the static site is, and what its first page needs, gzipped."""

import gzip

from lxml import html

from venevagt.knowledge.compiled import get_model
from venevagt.site.addresses import addresses_at
from venevagt.site.build import site_files

_TEXT = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest")


def main() -> None:
    model = get_model()
    files = site_files(model, on=model.about.released, addresses=addresses_at("https://example.org/"))
    sizes = {name: _gzipped(name, content) for name, content in files.items()}
    for name, content in files.items():
        print(f"{name:50} {len(content):8} bytes {sizes[name]:8} gzipped")
    print(f"{'all files':50} {sum(map(len, files.values())):8} bytes {sum(sizes.values()):8} gzipped")
    for language in model.about.languages:
        needed = _needed(f"{language}/index.html", files)
        total = sum(sizes[name] for name in needed)
        print(f"{language}/ with its {len(needed) - 1} files: {total} bytes gzipped")


def _gzipped(name: str, content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0)) if name.endswith(_TEXT) else len(content)


def _needed(name: str, files: dict[str, bytes]) -> list[str]:
    """The page, and the style sheet, scripts and icon that it loads."""
    tree = html.document_fromstring(files[name].decode("utf-8"))
    loaded = [element.get("src") for element in tree.iter("script") if element.get("src")]
    loaded += [element.get("href") for element in tree.iter("link") if element.get("rel") in ("stylesheet", "icon")]
    return [name, *(address.removeprefix("/") for address in loaded)]


if __name__ == "__main__":
    main()
