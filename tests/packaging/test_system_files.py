# SPDX-License-Identifier: GPL-3.0-or-later
"""What a system is told of Segel agrees with the program: version, names, icons, entries."""

import configparser
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import resources
from desktop import __version__

PROJECT = Path(__file__).resolve().parent.parent.parent
SYSTEM = resources.path("system")


def test_the_version_stands_in_one_place() -> None:
    told = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'dynamic = ["version"]' in told
    assert 'version = {attr = "desktop.__version__"}' in told
    assert not re.search(r'^version = "', told, re.MULTILINE)
    for name in ("segel.iss", "segel.desktop"):
        assert f'"{__version__}"' not in (SYSTEM / name).read_text(encoding="utf-8")


def test_the_desktop_file_is_the_one_the_program_names() -> None:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]  # as its documentation says
    parser.read(SYSTEM / "segel.desktop", encoding="utf-8")
    entry = parser["Desktop Entry"]
    assert 'setDesktopFileName("segel")' in (PROJECT / "desktop/app.py").read_text()
    assert entry["Exec"] == "segel %F"
    assert "inode/directory" in entry["MimeType"].split(";")
    assert {"Name", "Comment", "Comment[id]", "Icon"} <= set(entry)


def test_kinds_of_files_have_names_in_both_languages() -> None:
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    tree = ET.parse(SYSTEM / "segel-mime.xml")  # noqa: S314 - a file of our own
    kinds = tree.getroot().findall(f"{space}mime-type")
    assert {one.get("type") for one in kinds} == {
        "application/vnd.segel",
        "application/vnd.segel.bundle+age",
    }
    for one in kinds:
        assert len(one.findall(f"{space}comment")) == 2
        assert one.find(f"{space}glob") is not None


def test_icons_hold_every_size_a_system_asks_for() -> None:
    data = (SYSTEM / "segel.ico").read_bytes()
    count = struct.unpack_from("<H", data, 4)[0]
    sizes = {data[6 + 16 * at] or 256 for at in range(count)}
    assert {16, 24, 32, 48, 64, 256} <= sizes
    assert (SYSTEM / "segel.icns").read_bytes()[:4] == b"icns"
    assert (SYSTEM / "segel.svg").read_text(encoding="utf-8").startswith("<svg")


def test_the_windows_installer_installs_what_the_recipe_builds() -> None:
    script = (SYSTEM / "segel.iss").read_text(encoding="utf-8")
    recipe = (PROJECT / "build.spec").read_text(encoding="utf-8")
    for name in ("segel", "segel-app"):
        assert f'program("{name}"' in recipe
        assert f"{name}.exe" in script
    assert 'Source: "{#Built}\\*"; DestDir: "{app}\\versions\\{#Version}"' in script
    assert 'Source: "{#Starter}\\*"; DestDir: "{app}"' in script
    assert 'name="segel-start"' in recipe


def test_workflows_use_the_projects_own_commands() -> None:
    flows = {path.name: path.read_text() for path in (PROJECT / ".github/workflows").glob("*.yml")}
    assert set(flows) == {"check.yml", "package.yml"}
    for system in ("ubuntu-", "windows-", "macos-"):
        assert system in flows["package.yml"]
    assert "--selftest" in flows["package.yml"]
    assert "make test" in flows["check.yml"] or ".ci/run" in flows["check.yml"]
    for text in flows.values():
        assert "permissions:\n  contents: read" in text
        assert not re.search(r"uses: [^@\s]+@(main|master)\b", text)


@pytest.mark.skipif(sys.platform != "linux", reason="desktop entries are Linux's")
def test_a_desktop_is_told_of_the_program_and_forgets_it(tmp_path: Path) -> None:
    packed = tmp_path / "Segel 1"
    there = packed / "_internal/resources/system"
    shutil.copytree(SYSTEM, there)
    home = tmp_path / "rumah"
    home.mkdir()

    def run(*words: str) -> int:
        told = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
        call = ["sh", str(there / "install.sh"), *words]
        return subprocess.run(call, env=told, capture_output=True, check=False).returncode

    assert run() == 2  # a folder without the program is told of nowhere
    (packed / "segel").touch(mode=0o755)
    assert run() == 0
    entry = home / ".local/share/applications/segel.desktop"
    assert f'Exec="{packed}/segel" %F\n' in entry.read_text(encoding="utf-8")
    assert (home / ".local/bin/segel").readlink() == packed / "segel"
    assert (home / ".local/share/mime/packages/segel.xml").is_file()
    assert run("--remove") == 0
    assert not entry.exists()
    # Among versions side by side it is the starter that people start.
    shutil.copytree(SYSTEM, tmp_path / "Segel/versions/0.1.0/_internal/resources/system")
    there = tmp_path / "Segel/versions/0.1.0/_internal/resources/system"
    (tmp_path / "Segel/segel").touch(mode=0o755)
    assert run() == 0
    assert f'Exec="{tmp_path}/Segel/segel" %F\n' in entry.read_text(encoding="utf-8")
    assert run("--remove") == 0
    assert not (home / ".local/bin/segel").is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="the command is a script of the shell")
def test_the_command_runs_no_module_that_lies_where_it_is_called(tmp_path: Path) -> None:
    setup = (PROJECT / ".ci/setup").read_text(encoding="utf-8")
    command = re.search(r"<<'END'\n(.*?)END\n", setup, re.DOTALL)
    assert command is not None
    stick = tmp_path / "stik"
    stick.mkdir()
    for name in ("argparse", "desktop", "sitecustomize"):
        (stick / f"{name}.py").write_text("print('RAN')", encoding="utf-8")
    segel, python = tmp_path / "segel", tmp_path / "python"
    segel.write_text(command[1], encoding="utf-8")
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    for file in (segel, python):
        file.chmod(0o755)
    surroundings = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(stick)}
    ran = subprocess.run(
        [str(segel), "--version"], cwd=stick, env=surroundings, capture_output=True, check=False
    )
    assert b"RAN" not in ran.stdout + ran.stderr
