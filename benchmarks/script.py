"""`python -m benchmarks.script`: what a phone has to load, and how long Node takes for one case."""

import gzip
import json
import subprocess
import tempfile
from pathlib import Path

from benchmarks.cases import scenario_cases
from venevagt.knowledge.compiled import get_model
from venevagt.site.bundle import bundle

_PROGRAM = Path(__file__).parent / "script.mjs"


def main() -> None:
    model = get_model()
    files = {name: text for language in model.about.languages for name, text in bundle(model, language).items()}
    raw = {name: text.encode("utf-8") for name, text in files.items()}
    sizes = [(name, len(content), len(gzip.compress(content, 9, mtime=0))) for name, content in raw.items()]
    sizes.append(("all, every language", sum(size for _, size, _ in sizes), sum(size for _, _, size in sizes)))
    for name, plain, compressed in sizes:
        print(f"{name:20}{plain:>8} bytes {compressed:>7} compressed")
    with tempfile.TemporaryDirectory() as folder:
        written = {**files, "package.json": '{"type": "module"}', "cases.json": json.dumps(scenario_cases(model))}
        for name, text in written.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        subprocess.run(["node", str(_PROGRAM), folder], check=True)


if __name__ == "__main__":
    main()
