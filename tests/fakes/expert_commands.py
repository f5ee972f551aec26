# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the commands of UNTUK-AHLI.txt as an expert would type them, and says which of them fail."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

NAMES: Final = (
    "sha256", "sha512", "tag-sha256", "tag-sha512", "extra", "extra-tag", "extra-signature",
    "bagit", "signature", "key", "certificate", "stamp", "pdf",
)  # fmt: skip
NEEDED: Final = ("bash", "sha256sum", "openssl", "pdfsig", "diff", "find")


def missing() -> list[str]:
    """Return the programs that are not installed here."""
    return [name for name in NEEDED if shutil.which(name) is None]


def commands(text: str) -> Mapping[str, str]:
    """Return the commands by name; ValueError when the page has others than are known here."""
    typed = [line[4:] for line in text.splitlines() if line.startswith("  $ ")]
    return dict(zip(NAMES, typed, strict=True))


def failing(folder: Path, text: str, letter: str) -> list[str]:
    """Return the names of the commands that fail in `folder`.

    `letter`: the 20 digits of the key as they came by another road; what the key command prints is
    compared with them.
    """
    tools = Path(sys.executable).parent
    typed = commands(text)
    script = "\n".join(
        f"(set -o pipefail; {command}) 2>/dev/null | sed 's/^/{name} /'\n"
        f"echo {name}=${{PIPESTATUS[0]}}"
        for name, command in typed.items()
    )
    told = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, "LC_ALL": "C", "PATH": f"{tools}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    good = {name for name in typed if f"{name}=0" in told}
    if f"key {letter.lower()}" not in told:
        good.discard("key")
    return [name for name in typed if name not in good]
