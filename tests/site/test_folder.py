"""The build on the disk: into an empty folder or an earlier build, never over anything else."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.site.helpers import DAY, built

from venevagt.cli.main import main
from venevagt.site.folder import MARKER, FolderRefused, write_site

SMALL = {"index.html": b"one", "da/index.html": b"two", "static/1/site.css": b"three"}


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    write_site(folder, files, knowledge="0.1.0", sha256="ab" * 32, day=DAY)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_files_are_there_with_a_marker_that_lists_them(tmp_path: Path) -> None:
    write(tmp_path / "new" / "site", SMALL)
    found = content(tmp_path / "new" / "site")
    marker = json.loads(found.pop(MARKER))
    assert found == SMALL
    assert set(marker["files"]) == set(SMALL)
    assert marker["day"] == "2026-11-24"
    assert os.stat(tmp_path / "new" / "site" / "index.html").st_mode & 0o444 == 0o444


def test_a_new_build_takes_away_what_is_no_longer_there(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    (tmp_path / "CNAME").write_text("example.org")
    write(tmp_path, {"index.html": b"1", "static/2/site.css": b"3"})
    found = content(tmp_path)
    assert set(found) == {"index.html", "static/2/site.css", MARKER, "CNAME"}
    assert found["index.html"] == b"1"
    assert not (tmp_path / "da").exists()
    assert not (tmp_path / "static" / "1").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(FolderRefused, match=r"is not empty and has no venevagt-build\.json"):
        write(tmp_path, SMALL)
    assert content(tmp_path) == {"thesis.txt": b"mine"}


def test_a_file_that_no_build_wrote_is_not_written_over(tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    (tmp_path / "robots.txt").write_text("mine")
    with pytest.raises(FolderRefused, match=r"robots\.txt is there, and no build wrote it"):
        write(tmp_path, {**SMALL, "robots.txt": b"ours"})
    assert (tmp_path / "robots.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["../outside.txt", "/etc/outside.txt", "da/../../outside.txt", ""])
def test_a_marker_cannot_name_a_file_outside(tmp_path: Path, name: str) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside.txt"
    write(folder, SMALL)
    outside.write_text("mine")
    marker = json.loads((folder / MARKER).read_text())
    marker["files"][name] = ""
    (folder / MARKER).write_text(json.dumps(marker))
    with pytest.raises(FolderRefused, match="not below the folder"):
        write(folder, {"index.html": b"1"})
    assert outside.read_text() == "mine"


def test_nothing_is_written_or_taken_away_through_a_link(tmp_path: Path) -> None:
    folder, other = tmp_path / "site", tmp_path / "other"
    write(folder, SMALL)
    other.mkdir()
    (other / "index.html").write_text("mine")
    (folder / "da" / "index.html").unlink()
    (folder / "da").rmdir()
    (folder / "da").symlink_to(other)
    with pytest.raises(FolderRefused, match="leads out of the folder"):
        write(folder, {"index.html": b"1"})
    assert (other / "index.html").read_text() == "mine"


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"files": 3}', "\udcff"])
def test_a_marker_that_cannot_be_read_is_no_build(tmp_path: Path, text: str) -> None:
    (tmp_path / MARKER).write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(FolderRefused, match="cannot be read"):
        write(tmp_path, SMALL)


def test_a_build_that_was_cut_short_can_be_finished(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, SMALL)
    replaced: list[str] = []
    real = os.replace

    def fails_late(source: str, target: Path) -> None:
        replaced.append(str(target))
        if len(replaced) == 3:
            raise OSError(28, "No space left on device")
        real(source, target)

    new = {"index.html": b"1", "new.html": b"2", "newer.html": b"3"}
    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", fails_late)
        with pytest.raises(OSError, match="No space"):
            write(tmp_path, new)
    assert not list(tmp_path.rglob(".venevagt-*"))
    write(tmp_path, new)
    assert set(content(tmp_path)) == {*new, MARKER}


def test_the_command_writes_what_the_function_makes(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    arguments = ["build", str(folder), "--url", "https://example.org/leg/", "--date", "2026-11-24"]
    answer = CliRunner().invoke(main, arguments)
    assert answer.exit_code == 0, answer.output
    found = content(folder)
    found.pop(MARKER)
    assert found == dict(built())
    assert CliRunner().invoke(main, arguments).exit_code == 0


@pytest.mark.parametrize(
    "url",
    ["example.org", "ftp://example.org/", "https://example.org/?a=1", "https://a@example.org/", 'https://x/"><b>'],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    answer = CliRunner().invoke(main, ["build", str(tmp_path / "site"), "--url", url])
    assert answer.exit_code == 2
    assert "expected an address such as https://example.org/" in answer.output
    assert not (tmp_path / "site").exists()


def test_a_foreign_folder_is_refused_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    answer = CliRunner().invoke(main, ["build", str(tmp_path)])
    assert answer.exit_code == 2
    assert "it is no earlier build; choose another" in answer.output
    file = tmp_path / "thesis.txt"
    assert "is a file, expected a folder" in CliRunner().invoke(main, ["build", str(file)]).output
