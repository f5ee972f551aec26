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

from db.bundle import phrases
from db.bundle.examine import Survey, survey
from db.errors import SegelError
from db.ledger.keybook import Key
from db.seal.signature import fingerprint

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
        lines, value = _lines(seen, asked.folder, language), _value(seen)
        code = FLAWED if seen.discrepancies else SOUND
    text = json.dumps(value, ensure_ascii=False, indent=2) if asked.json else "\n".join(lines)
    sys.stdout.write(text + "\n")
    return code


def _lines(seen: Survey, folder: Path, language: str) -> list[str]:
    lines = [f"{phrases.TITLE[language]}: {folder}", ""]
    failed = [exhibit for exhibit in seen.exhibits if exhibit.failure is not None]
    for step, phrase in phrases.STEPS.items():
        flaws = getattr(seen, step)
        outcome = phrases.FLAWED if flaws else phrases.PASSED
        mark = "!!" if flaws else "ok"
        lines.append(f"[{mark}] {phrase[language]}: " + outcome[language].format(count=len(flaws)))
        for flaw in flaws:
            kind = phrases.FLAWS[flaw.flaw][language]
            lines.append(f"     {flaw.place}: {kind} - {phrases.detail(flaw.detail, language)}")
    lines += [
        "",
        phrases.SEEN[language].format(
            files=seen.files, size=seen.size, exhibits=len(seen.exhibits), entries=seen.entries
        ),
    ]
    if seen.vault is not None:
        lines.append(phrases.HEAD[language].format(vault=seen.vault, head_size=seen.head_size))
    lines += [
        phrases.FAILED[language].format(number=exhibit.number, failure=exhibit.failure)
        for exhibit in failed
    ]
    lines += ["", phrases.KEYS[language]]
    lines += dict.fromkeys(_key(seen, key, language) for key in seen.keys)
    verdict = phrases.SOUND_BUT_FAILED if failed else phrases.SOUND
    if seen.discrepancies:
        verdict = phrases.UNSOUND
    count = len(seen.discrepancies)
    lines += ["", verdict[language].format(count=count, failed=len(failed))]
    return [_printable(line) for line in lines]


def _key(seen: Survey, key: Key, language: str) -> str:
    name = seen.names.get(key.account) or phrases.UNNAMED[language]
    return f"  {fingerprint(key.public_key)}  {key.role}, {name}"


def _printable(line: str) -> str:
    """Return a line without what could move the cursor or pass for another line."""
    return "".join(letter if letter.isprintable() else " " for letter in line)


def _value(seen: Survey) -> dict[str, object]:
    return {
        "entries": seen.entries,
        "exhibits": [
            {
                "failure": exhibit.failure,
                "name": exhibit.name,
                "number": exhibit.number,
                "sha256": exhibit.sha256,
            }
            for exhibit in seen.exhibits
        ],
        "files": seen.files,
        "flaws": [
            {
                "detail": flaw.detail,
                "flaw": flaw.flaw.value,
                "place": flaw.place,
                "step": step,
            }
            for step in phrases.STEPS
            for flaw in getattr(seen, step)
        ],
        "head_size": seen.head_size,
        "keys": [
            {
                "account": key.account,
                "fingerprint": fingerprint(key.public_key),
                "name": seen.names.get(key.account, ""),
                "role": key.role,
                "since": key.since,
            }
            for key in seen.keys
        ],
        "size": seen.size,
        "vault": seen.vault,
        "verdict": "flawed" if seen.discrepancies else "sound",
    }


if __name__ == "__main__":
    sys.exit(main())
