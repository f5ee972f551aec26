# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms keep their arrows, every file says what it promises, and no machine leaks in."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SPDX = "# SPDX-License-Identifier: GPL-3.0-or-later"

IMPORT_ALL = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for found in pkgutil.walk_packages(package.__path__, name + "."):
        if not found.name.endswith("__main__"):
            importlib.import_module(found.name)
print(sorted({name.split(".")[0] for name in sys.modules} & {"PySide6", "shiboken6"}))
"""

# Hosts of package registries and places on a developer's machine.  They are put together here,
# so that this file does not hold what it looks for.
REGISTRIES = tuple(
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("crates", "io"),
    )
)
PLACES = tuple(
    "/" + "/".join(parts)
    for parts in (
        ("work", "main"),
        ("work", "shared"),
        ("opt", "wheels"),
        ("opt", "pypi"),
        ("root",),
    )
)
LEAK = re.compile(
    b"|".join(re.escape(host.encode()) for host in REGISTRIES)
    + b"|"
    + b"|".join(rb"(?<![\w.])" + re.escape(place.encode()) + rb"\b" for place in PLACES)
)


def project_files() -> Iterator[Path]:
    """Yield the files git keeps or would keep; without git, everything but what tools made."""
    if (PROJECT / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=PROJECT,
            capture_output=True,
            check=True,
        )
        paths = [PROJECT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        made = re.compile(
            r"(^|/)(\.git|\.venv|build|dist|\.hypothesis|__pycache__|\.\w+_cache)(/|$)"
        )
        paths = [
            path
            for path in PROJECT.rglob("*")
            if not made.search(path.relative_to(PROJECT).as_posix())
        ]
    yield from (path for path in paths if path.is_file())


def test_every_import_contract_is_kept() -> None:
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr


@pytest.mark.parametrize("room", ["db", "sync", "desktop.actions", "resources"])
def test_nothing_below_the_desk_loads_qt(room: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, room],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]", f"{room} loads {done.stdout}"


def test_every_python_file_states_its_licence_and_its_promise() -> None:
    silent = []
    for path in project_files():
        if path.suffix not in (".py", ".spec"):
            continue
        text = path.read_text(encoding="utf-8")
        if text.split("\n", 1)[0] != SPDX or not ast.get_docstring(ast.parse(text)):
            silent.append(str(path.relative_to(PROJECT)))
    assert not silent, f"without the licence line or a docstring: {', '.join(silent)}"


def test_no_registry_host_and_no_path_of_a_machine_is_kept() -> None:
    leaks = [
        f"{path.relative_to(PROJECT)}: {found.group().decode()}"
        for path in project_files()
        if (found := LEAK.search(path.read_bytes()))
    ]
    assert not leaks, "; ".join(leaks)


def test_the_search_for_leaks_finds_them() -> None:
    for host in REGISTRIES:
        assert LEAK.search(f"see https://{host}/simple".encode())
    for place in PLACES:
        assert LEAK.search(f"'{place}/x'".encode())
        assert not LEAK.search(f"net{place}shop".encode())
