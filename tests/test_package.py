"""The built wheel in an empty environment, used from another folder: small, whole, never stale."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
UV = Path(sys.prefix) / "bin" / "uv"
MAX_INSTALLED = 40_000_000


def run(*command: str | Path, cwd: Path, stdin: str = "", check: bool = True) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV", "LC_", "LANG"))}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, input=stdin, capture_output=True, text=True, check=check, env=clean
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an empty environment into which the wheel was installed."""
    folder = tmp_path_factory.mktemp("wheel")
    constraints = ("--build-constraints", ROOT / "locks" / "build.txt")
    run(UV, "build", "--wheel", "--quiet", *constraints, "--out-dir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    run(UV, "venv", "--quiet", "--python", sys.executable, folder / "env", cwd=folder)
    python = folder / "env" / "bin" / "python"
    install = (UV, "pip", "install", "--quiet", "--compile-bytecode", "--python", python)
    run(*install, "--require-hashes", "-r", ROOT / "locks" / "run.txt", cwd=folder)
    run(*install, "--no-deps", wheel, cwd=folder)
    return folder / "env" / "bin"


def test_it_assesses_a_case_from_another_folder(installed: Path, tmp_path: Path) -> None:
    answer = run(
        installed / "venevagt",
        "check",
        "--case",
        "-",
        "--json",
        cwd=tmp_path,
        stdin='{"redness": "yes", "place": "leg"}',
    )
    assert json.loads(answer.stdout)["urgency"] == "doctor_today"


def test_it_builds_the_site_from_another_folder(installed: Path, tmp_path: Path) -> None:
    answer = run(installed / "venevagt", "build", "site", "--url", "https://example.org/", cwd=tmp_path)
    assert answer.stdout.startswith("written: site, ")
    assert "112" in (tmp_path / "site" / "da" / "index.html").read_text(encoding="utf-8")


def test_the_author_has_the_sources_and_the_parser(installed: Path, tmp_path: Path) -> None:
    answer = run(installed / "venevagt", "knowledge", "check", "--date", "released", cwd=tmp_path)
    assert answer.stdout.startswith("sound on ")
    assert "dvt_signs" in run(installed / "venevagt", "knowledge", "explain", "redness", cwd=tmp_path).stdout


def test_the_compiled_knowledge_is_used_and_no_parser_is_loaded(installed: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from venevagt.knowledge.compiled import get_model, COMPILED;"
        "before = COMPILED.stat().st_mtime_ns;"
        "from venevagt.care.assess import assess; assess(get_model(), {'redness': 'yes'});"
        "loaded = [m for m in ('sqlglot', 'ruamel.yaml', 'click') if m in sys.modules];"
        "print(before == COMPILED.stat().st_mtime_ns, loaded)"
    )
    assert run(installed / "python", "-c", program, cwd=tmp_path).stdout == "True []\n"


def test_the_safety_case_is_written_without_solver_and_typst(installed: Path, tmp_path: Path) -> None:
    answer = run(installed / "venevagt", "safety-case", "-o", "out", cwd=tmp_path, check=False)
    assert answer.returncode == 3
    assert "pip install 'venevagt[pdf]'" in answer.stderr
    assert "pip install 'venevagt[prove]'" in answer.stdout
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["safety-case.html"]
    assert next(installed.parent.rglob("safety_case/templates/safety-case.typ")).stat().st_size


def test_it_is_small(installed: Path) -> None:
    site_packages = next(installed.parent.rglob("site-packages"))
    size = sum(path.stat().st_size for path in site_packages.rglob("*") if path.is_file())
    assert size < MAX_INSTALLED, f"{size / 1e6:.1f} MB"


def test_a_changed_source_in_the_installed_package_is_noticed(installed: Path, tmp_path: Path) -> None:
    path = next(installed.parent.rglob("data/knowledge/text/da/urgencies.yaml"))
    before = path.read_text(encoding="utf-8")
    path.write_text(before.replace("Ring til en læge i dag", "Ring til lægen i dag"), encoding="utf-8")
    answer = run(
        installed / "venevagt", "check", "--lang", "da", "--case", "-", cwd=tmp_path, stdin='{"hard_red_cord": "yes"}'
    )
    assert "Ring til lægen i dag" in answer.stdout
    path.write_text("emergency: [", encoding="utf-8")
    broken = run(installed / "venevagt", "check", "--case", "-", cwd=tmp_path, stdin="{}", check=False)
    assert (broken.returncode, broken.stdout) == (2, "")
    assert "urgencies.yaml:1:" in broken.stderr
