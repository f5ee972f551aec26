# SPDX-License-Identifier: GPL-3.0-or-later
"""What an examination saw, as lines for a person and as a value for programs."""

from collections.abc import Mapping
from pathlib import Path

from db.bundle import phrases
from db.bundle.agree import Displayed
from db.bundle.contents import Part
from db.bundle.copies import rows
from db.bundle.examine import Survey
from db.ledger.keybook import Key
from db.model.moment import iso
from db.model.playable import told as settings_told
from db.seal.signature import fingerprint


def lines(seen: Survey, folder: Path, language: str) -> list[str]:
    """Return the report in "id" or "en"; its last line is the verdict."""
    told = [f"{phrases.TITLE[language]}: {folder}", ""]
    failed = [exhibit for exhibit in seen.exhibits if exhibit.failure is not None]
    for step, phrase in phrases.STEPS.items():
        flaws = getattr(seen, step)
        outcome = phrases.FLAWED if flaws else phrases.PASSED
        mark = "!!" if flaws else "ok"
        told.append(f"[{mark}] {phrase[language]}: " + outcome[language].format(count=len(flaws)))
        for flaw in flaws:
            kind = phrases.FLAWS[flaw.flaw][language]
            told.append(f"     {flaw.place}: {kind} - {phrases.detail(flaw.detail, language)}")
    told += [
        "",
        phrases.SEEN[language].format(
            files=seen.files, size=seen.size, exhibits=len(seen.exhibits), entries=seen.entries
        ),
    ]
    if seen.vault is not None:
        told.append(phrases.HEAD[language].format(vault=seen.vault, head_size=seen.head_size))
    told += [
        phrases.FAILED[language].format(number=exhibit.number, failure=exhibit.failure)
        for exhibit in failed
    ]
    told += _playable(seen, language)
    told += _whole(seen, language)
    told += ["", phrases.KEYS[language]]
    told += dict.fromkeys(_key(seen, key, language) for key in seen.keys)
    verdict = phrases.SOUND_BUT_FAILED if failed else phrases.SOUND
    if seen.discrepancies:
        verdict = phrases.UNSOUND
    count = len(seen.discrepancies)
    told += ["", verdict[language].format(count=count, failed=len(failed))]
    return [_printable(line) for line in told]


def _playable(seen: Survey, language: str) -> list[str]:
    """Return what stands about the copies that are there only to be played."""
    return [
        line
        for exhibit in seen.exhibits
        for copy in playable_in(exhibit)
        for line in phrases.PLAYABLE[language].format(number=exhibit.number, **copy).split("\n")
    ]


def playable_in(exhibit: Displayed) -> list[dict[str, str]]:
    """Return file, hash, origin's hash and settings of an exhibit's copies for playing."""
    found = []
    for row in rows(exhibit.sheet):
        recipe = row["recipe"]
        if row["part"] == Part.PLAYABLE and isinstance(recipe, Mapping):
            settings = recipe.get("settings")
            named = settings if isinstance(settings, Mapping) else {}
            found.append(
                {
                    "file": str(row["file"]),
                    "origin": str(recipe.get("origin_sha256")),
                    "settings": settings_told({key: str(named[key]) for key in named}),
                    "sha256": str(row["sha256"]),
                }
            )
    return found


def _whole(seen: Survey, language: str) -> list[str]:
    """Return what stands over the exhibits: receipts, the signature, and what lies beside it."""
    if seen.version == 1:
        return [phrases.FIRST[language]]
    told = [
        phrases.RECEIPTED[language].format(depot=one.depot, size=one.size, at=iso(one.at_us))
        for one in seen.receipted
    ]
    vouched = seen.vouched
    if vouched.key is not None:
        told.append(phrases.SIGNED[language].format(key=_key(seen, vouched.key, language).strip()))
    beside = {
        phrases.CERTIFIED[language]: vouched.certified,
        phrases.STAMPED[language]: vouched.stamped,
    }
    return told + [words for words, there in beside.items() if there]


def _key(seen: Survey, key: Key, language: str) -> str:
    name = seen.names.get(key.account) or phrases.UNNAMED[language]
    return f"  {fingerprint(key.public_key)}  {key.role}, {name}"


def _printable(line: str) -> str:
    """Return a line without what could move the cursor or pass for another line."""
    return "".join(letter if letter.isprintable() else " " for letter in line)


def to_json(seen: Survey) -> dict[str, object]:
    """Return the report for programs; `verdict` is "sound" or "flawed"."""
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
        "certified": seen.vouched.certified,
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
        "playable": [
            {"number": exhibit.number, **copy}
            for exhibit in seen.exhibits
            for copy in playable_in(exhibit)
        ],
        "receipts": [
            {"at": iso(one.at_us), "depot": one.depot, "size": one.size} for one in seen.receipted
        ],
        "signer": None if seen.vouched.key is None else fingerprint(seen.vouched.key.public_key),
        "size": seen.size,
        "stamped": seen.vouched.stamped,
        "vault": seen.vault,
        "version": seen.version,
        "verdict": "flawed" if seen.discrepancies else "sound",
    }
