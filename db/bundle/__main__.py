# SPDX-License-Identifier: GPL-3.0-or-later
"""`python -m db.bundle FOLDER`: examine a bundle with no vault, no keys and no window.

Exit codes: 0 in order, 1 flaws were found, 2 the folder cannot be examined.
"""

import argparse
import io
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from db.bundle import phrases, report
from db.bundle.examine import survey
from db.errors import SegelError
from db.model.harmless import harmless

SOUND: Final = 0
FLAWED: Final = 1
UNEXAMINED: Final = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Examine the folder named on the command line, print what was seen, return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m db.bundle",
        description="Periksa paket bukti Segel. / Examine a Segel evidence bundle.",
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--json", action="store_true", help="cetak JSON / print JSON")
    parser.add_argument("--lang", choices=phrases.LANGUAGES, default="id")
    asked = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console that lacks a letter
    language: str = asked.lang
    try:
        seen = survey(asked.folder)
    except SegelError as error:
        reason = phrases.REASONS.get(error.code, {}).get(language, str(error))
        lines = [phrases.UNEXAMINED[language].format(reason=reason)]
        value: dict[str, object] = {"error": error.code, "verdict": "unexamined"}
        code = UNEXAMINED
    else:
        lines, value = report.lines(seen, asked.folder, language), report.to_json(seen)
        code = FLAWED if seen.discrepancies else SOUND
    text = json.dumps(value, ensure_ascii=False, indent=2) if asked.json else "\n".join(lines)
    sys.stdout.write(harmless(text) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
