# SPDX-License-Identifier: GPL-3.0-or-later
"""UNTUK-AHLI.txt: how an expert checks a bundle with tools that are not ours.

Every command stands on a line that begins with a dollar sign, and a test runs each of them.
"""

import resources
from db.bundle.contents import Contents
from db.bundle.readme import key_lines, line


def expert(contents: Contents, payload: int) -> str:
    """Return the text; `payload` counts the files under data."""
    text = resources.path("verifier/UNTUK-AHLI.txt").read_text(encoding="utf-8")
    return text.format(
        identifier=line(contents.identifier), payload=payload, keys=key_lines(contents)
    )
