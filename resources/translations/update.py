# SPDX-License-Identifier: GPL-3.0-or-later
"""Collects every text of the windows into id.ts and compiles both Indonesian tables.

Run it after a text changed, translate what it names, and run it again: `python
resources/translations/update.py`.  It ends with 1 while a text waits for its translation.
"""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent.parent
BIN = Path(sys.executable).parent


def _tool(name: str, *words: str) -> None:
    subprocess.run(  # noqa: S603 - our own environment's tool, fixed words
        [str(BIN / name), *words], cwd=PROJECT, check=True, stdout=subprocess.DEVNULL
    )


def collect(table: Path) -> None:
    """Bring `table` up to date with the sources; texts that are gone leave it."""
    sources = sorted(
        str(path.relative_to(PROJECT))
        for room in ("views", "models", "windows", "browser")
        for path in (PROJECT / "desktop" / room).rglob("*.py")
    )
    languages = ("-source-language", "en", "-target-language", "id_ID")
    options = ("-no-obsolete", "-locations", "none")
    _tool("pyside6-lupdate", *options, *languages, *sources, "-ts", str(table))


def unfinished(table: Path) -> list[str]:
    """Return the source texts without a translation, each with its context."""
    found = []
    for context in ET.parse(table).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is None or translation.get("type") == "unfinished":
                found.append(f"{context.findtext('name')}: {message.findtext('source')}")
    return found


def main() -> int:
    """Collect, compile and say what is missing."""
    table = HERE / "id.ts"
    collect(table)
    missing = unfinished(table)
    for line in missing:
        sys.stdout.write(f"{line}\n")
    for name in ("id", "id_qt"):
        fresh = HERE / f"{name}.qm.new"
        _tool("pyside6-lrelease", str(HERE / f"{name}.ts"), "-qm", str(fresh))
        fresh.replace(HERE / f"{name}.qm")  # a program that reads the old one keeps it whole
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
