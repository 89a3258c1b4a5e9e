"""`python -m benchmarks.script`: what a phone has to load, and how long Node takes for one case."""

import asyncio
import json
import subprocess
import tempfile
from pathlib import Path

import httpx

from benchmarks.cases import scenario_cases
from venevagt.care.services import danish_now
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Model
from venevagt.server.app import create_app
from venevagt.server.files import Files
from venevagt.site.bundle import START, bundle

_PROGRAM = Path(__file__).parent / "script.mjs"


def transferred(model: Model) -> dict[str, tuple[int, int]]:
    """All that the interview loads, every language's words among it: name -> (bytes, bytes as the server sends it)."""
    files = Files(model, danish_now)
    names = ("site.css", "icon.svg", START, *(f"words.{language}.js" for language in model.about.languages))
    addresses = {"the first page": f"/{model.about.languages[0]}/", **{name: files.address(name) for name in names}}
    return asyncio.run(_sizes(model, addresses))


async def _sizes(model: Model, addresses: dict[str, str]) -> dict[str, tuple[int, int]]:
    server = httpx.ASGITransport(create_app(model))
    found = {}
    async with httpx.AsyncClient(transport=server, base_url="http://127.0.0.1") as client:
        for name, address in addresses.items():
            plain, small = [await _size(client, address, accepted) for accepted in ("identity", "gzip, deflate, br")]
            found[name] = plain, small
    return found


async def _size(client: httpx.AsyncClient, address: str, accepted: str) -> int:
    async with client.stream("GET", address, headers={"Accept-Encoding": accepted}) as response:
        response.raise_for_status()
        return sum([len(part) async for part in response.aiter_raw()])


def main() -> None:
    model = get_model()
    files = {name: text for language in model.about.languages for name, text in bundle(model, language).items()}
    sizes = transferred(model)
    for name, (plain, compressed) in sizes.items():
        print(f"{name:28}{plain:>8} bytes {compressed:>7} compressed")
    plain, compressed = (sum(size[column] for size in sizes.values()) for column in (0, 1))
    print(f"{'all, every language':28}{plain:>8} bytes {compressed:>7} compressed")
    with tempfile.TemporaryDirectory() as folder:
        written = {**files, "package.json": '{"type": "module"}', "cases.json": json.dumps(scenario_cases(model))}
        for name, text in written.items():
            file = Path(folder) / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        subprocess.run(["node", str(_PROGRAM), folder], check=True)


if __name__ == "__main__":
    main()
