"""`python -m benchmarks.script`: what a phone has to load, and how long Node takes for one case."""

import gzip
import json
import subprocess
import tempfile
from pathlib import Path

from benchmarks.cases import scenario_cases
from venevagt.care.engine import engine_for
from venevagt.care.services import danish_now
from venevagt.knowledge.compiled import get_model
from venevagt.knowledge.model import Model
from venevagt.server.files import Files
from venevagt.server.journey import start
from venevagt.server.pages import Pages
from venevagt.site.assets import own_assets
from venevagt.site.bundle import bundle, page_files

_PROGRAM = Path(__file__).parent / "script.mjs"


def transferred(model: Model) -> dict[str, tuple[int, int]]:
    """All that the interview loads, every language's words among it: name -> (bytes, bytes with gzip)."""
    engine = engine_for(model)
    page = Pages(engine, danish_now, Files(model, danish_now)).render(start(engine), model.about.languages[0])
    own = {name: own_assets()[name] for name in ("site.css", "icon.svg")}
    scripts = {name: text.encode("utf-8") for name, text in page_files(model).items()}
    content = {"the first page": page.encode("utf-8"), **own, **scripts}
    return {name: (len(text), len(gzip.compress(text, 9, mtime=0))) for name, text in content.items()}


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
