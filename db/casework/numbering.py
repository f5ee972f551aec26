# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers: official ones by template, our own that stand until an official one comes.

The kecamatan follows the numbering of its kabupaten, so an official number is never invented: it is
written from a sequence somebody was given, or typed in.  Our own code is drawn from the random bits
of a paper's id and says so by its form, "NPD-7K3F".
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from typing import Final

from db.errors import InvalidInputError
from db.model.ids import ALPHABET, is_ulid

CODE_LENGTH: Final = 4
_TIME_SIGNS: Final = 10  # the first ten of a ULID tell its time, the rest is random
_TOKEN: Final = re.compile(r"\{([a-z_]+)(?::0?(\d))?\}")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_STATION: Final = re.compile(r"\bTPS\s*0*(\d{1,3})\b", re.IGNORECASE)
_CODE: Final = re.compile(r"\s*([A-Za-z]{3})[\s-]*([0-9A-Za-z]{4,})(?:[\s-]*[Ee](\d{1,4}))?\s*")
_MISREAD: Final = str.maketrans("OIL", "011")
_GENERIC: Final = frozenset({"KECAMATAN", "DISTRIK", "KEPULAUAN", "PULAU", "KOTA"})
_VOWELS: Final = frozenset("AEIOU")
_PREFIX: Final = 3
_LONGEST: Final = 40


def official_number(template: str, seq: int, day: date, parts: Mapping[str, str]) -> str:
    """Write a number: "{seq:03}/LHP/{classification}/{unit}/{mm}/{yyyy}" as "014/LHP/…/12/2023".

    `{seq}`, `{dd}`, `{mm}`, `{yyyy}`, `{yy}` and `{roman}`, the month, come from `seq` and `day`,
    every other blank from `parts`; `{name:03}` is filled up with noughts.  Raise InvalidInputError
    for a blank nobody fills, a template with braces that are no blank, or a sequence below one.
    """
    if seq < 1:
        message = "numbers begin at one"
        raise InvalidInputError(message, what="number-sequence")
    _check(template)
    known = {
        **parts,
        "seq": str(seq),
        "dd": f"{day.day:02d}",
        "mm": f"{day.month:02d}",
        "yyyy": f"{day.year:04d}",
        "yy": f"{day.year % 100:02d}",
        "roman": roman(day.month),
    }

    def blank(match: re.Match[str]) -> str:
        value = known.get(match[1], "").strip()
        if not value:
            message = "a part of the number is not known"
            raise InvalidInputError(message, what="number-part", part=match[1])
        return value.zfill(int(match[2] or 0))

    return _TOKEN.sub(blank, template)


def roman(month: int) -> str:
    """Return a month as registers write it: "XII" for 12."""
    return _ROMAN[month - 1]


def local_code(prefix: str, ulid: str, taken: Collection[str] = ()) -> str:
    """Return "NPD-7K3F" for a paper: the office's letters and four signs of the id's random part.

    Where that code is in `taken`, the next four signs are tried, and longer codes after all of
    those; equal ids and equal `taken` give equal codes.  Raise ValueError for anything that is no
    ULID.
    """
    if not is_ulid(ulid):
        message = "a local code is drawn from a ULID"
        raise ValueError(message)
    signs = ulid[_TIME_SIGNS:]
    for length in range(CODE_LENGTH, len(signs) + 1):
        for start in range(len(signs) - length + 1):
            code = f"{prefix}-{signs[start : start + length]}"
            if code not in taken:
                return code
    message = "every code of this id is taken"
    raise ValueError(message)


def read_code(typed: str) -> str | None:
    """Return a code as it is written from how somebody typed it, or None.

    "npd 7k3f" is "NPD-7K3F", with an exhibit "NPD-7K3F-E01"; the letters O, I and L after the
    office's can only be misread digits.
    """
    match = _CODE.fullmatch(unicodedata.normalize("NFKC", typed[:_LONGEST]))
    if match is None or len(typed) > _LONGEST:
        return None
    signs = match[2].upper().translate(_MISREAD)
    if any(sign not in ALPHABET for sign in signs):
        return None
    code = f"{match[1].upper()}-{signs}"
    if not match[3]:
        return code
    return evidence_code(code, int(match[3])) if int(match[3]) else None


def prefix_of(name: str) -> str:
    """Return three letters for a kecamatan: "SLT" for Solor Timur, "SNT" for Siantan.

    The first letter and next consonant of the first word and the first letter of the last; of one
    word, its first letter and next two consonants; vowels, then X, where consonants run out.  Words
    that only say what sort of place it is are left out.  What an office chose itself goes before.
    """
    words = [word for word in re.split(r"[^A-Z]+", _plain(name)) if word]
    words = [word for word in words if word not in _GENERIC] or words or ["X"]
    last = words[-1][0] if len(words) > 1 else ""
    rest = sorted(words[0][1:], key=_VOWELS.__contains__)  # consonants first, each in its order
    start = "".join((words[0][0], *rest))[: _PREFIX - len(last)]
    return (start + last).ljust(_PREFIX, "X")


def exhibit_label(number: int) -> str:
    """Return "E01" for the first exhibit of a paper."""
    if number < 1:
        message = "exhibits are numbered from one"
        raise ValueError(message)
    return f"E{number:02d}"


def evidence_code(code: str, number: int) -> str:
    """Return "NPD-7K3F-E01"."""
    return f"{code}-{exhibit_label(number)}"


def stations(text: str) -> tuple[int, ...]:
    """Return the polling stations a text names, "TPS 01 Kelurahan Kawatuna", each once."""
    found = (int(match[1]) for match in _STATION.finditer(text))
    return tuple(dict.fromkeys(number for number in found if number))


def _check(template: str) -> None:
    rest = _TOKEN.sub("", template)
    if "{" in rest or "}" in rest or not template.strip():
        message = "the template has a blank nobody can read"
        raise InvalidInputError(message, what="number-template", template=template)


def _plain(name: str) -> str:
    """Return a name in capitals without accents."""
    split = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in split if not unicodedata.combining(sign)).upper()
