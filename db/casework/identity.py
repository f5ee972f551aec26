# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers that name a person: NIP, NI PPPK, NRP and NIK, taken apart and doubted aloud.

A number is read, never looked up.  What cannot be a number of its kind is a `BLOCK`: it is not fit
to be sent to an office, though a draft may hold it.  What is odd but happens in life is a `WARN`.

=========  ======  =================================================================================
kind       digits  parts
=========  ======  =================================================================================
PNS        18      birth YYYYMMDD, appointment YYYYMM, sex 1 or 2, serial NNN (Perka BKN 22/2007)
PPPK       18      birth YYYYMMDD, appointment YYYY, contract 21, 22, …, sex, serial NNN
POLRI_NRP  8       not taken apart
TNI_NRP    varies  not taken apart
NIK        16      region PPKKCC, birth DDMMYY with 40 added to a woman's day, serial NNNN
=========  ======  =================================================================================
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

LONGEST: Final = 200
"""Characters of a paste that are looked at; no number is longer."""
YOUNGEST, OLDEST, LONGEST_LIFE = 18, 70, 100
EARLIEST_WORK: Final = 17
WOMAN: Final = 40
CONTRACTS_FROM: Final = 20  # marker 21 is the first contract

_LABEL: Final = re.compile(r"\A\W*(?:NI\s*PPPK|NIP|NIK|NRP)(?![^\W\d])[\s.:=-]*", re.IGNORECASE)
_IGNORED: Final = re.compile(r"[\s.,/'\u2019_()-]+")


class IdKind(StrEnum):
    """What sort of number; the last two choose no number of their own."""

    PNS = "PNS"
    PPPK = "PPPK"
    POLRI = "POLRI_NRP"
    TNI = "TNI_NRP"
    NIK = "NIK"
    HONORARY = "HONORER"
    UNKNOWN = "TIDAK_DIKETAHUI"


class Weight(StrEnum):
    """Whether a number can be used in spite of a remark."""

    BLOCK = "BLOCK"
    WARN = "WARN"


@dataclass(frozen=True, slots=True)
class Remark:
    """One doubt.  `code` names the phrase "identity.<code>"; `blanks` fill it."""

    code: str
    weight: Weight
    blanks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Identity:
    """A number taken apart.

    `digits`: as typed, digits only.  `printed`: with its spaces, "19740817 199903 1 901".
    `appointed`: "1999-03" for a PNS, "2022" for a PPPK.  `sex`: "L" or "P".  `contract`: which one
    of a PPPK, from 1.  `region`: "18.03.13", where the NIK was first given.  Parts that cannot be
    read, or that the kind does not have, are None or empty.
    """

    kind: IdKind
    digits: str
    printed: str
    born: date | None = None
    appointed: str = ""
    sex: str = ""
    serial: str = ""
    contract: int | None = None
    region: str = ""
    remarks: tuple[Remark, ...] = ()

    @property
    def usable(self) -> bool:
        """Tell whether the number can be one of its kind."""
        return bool(self.digits) and all(one.weight is Weight.WARN for one in self.remarks)


Regions = Callable[[str], bool] | Collection[str]
"""Which kecamatan codes exist or existed, "18.03.13"."""


def read(
    text: str,
    kind: IdKind | None = None,
    *,
    on: date,
    today: date | None = None,
    regions: Regions | None = None,
) -> Identity:
    """Take a number apart; nothing typed makes it raise.

    `kind`: what the person chose, or None to go by the length, as for those two that have no number
    of their own.  The digits decide between PNS and
    PPPK, with a warning where the choice was the other.  `on`: day of the event, at which ages are
    reckoned.  `today`: no appointment is later; the day of the event if not given.  `regions`: a
    region of a NIK that is not in it is warned about; without it, it is not looked up.
    """
    digits, strange = _digits_of(text)
    if kind in {IdKind.UNKNOWN, IdKind.HONORARY}:
        kind = None
    if strange or not digits:
        # The navy's numbers end in a letter: 12345/P.
        note = _warn if digits and kind is IdKind.TNI else _block
        return _odd(kind or IdKind.UNKNOWN, digits, note("letters" if strange else "empty"))
    match kind or _by_length(digits):
        case IdKind.PNS | IdKind.PPPK as chosen:
            return _servant(digits, chosen if kind else None, on, today or on)
        case IdKind.NIK:
            return _resident(digits, on, regions)
        case IdKind.POLRI:
            return _plain(IdKind.POLRI, digits, 8)
        case IdKind.TNI:
            return _plain(IdKind.TNI, digits, None)
        case _:
            return _odd(IdKind.UNKNOWN, digits, _block("kind-unknown", digits=str(len(digits))))


def cross_check(
    nip: Identity | None, nik: Identity | None, *, born: date | None = None, sex: str = ""
) -> tuple[Remark, ...]:
    """Compare what two numbers and a form say of one person; only ever warnings.

    `born`, `sex` ("L" or "P"): as typed in the form, None or empty while unknown.  A NIK tells only
    the last two digits of a year, so years a century apart count as equal.
    """
    remarks = []
    told = {
        "nip": nip.born if nip else None,
        "nik": nik.born if nik else None,
        "form": born,
    }
    sexes = {"nip": nip.sex if nip else "", "nik": nik.sex if nik else "", "form": sex}
    for one, other in (("nip", "nik"), ("nip", "form"), ("nik", "form")):
        first, second = told[one], told[other]
        if first and second and not _same_day(first, second, loose="nik" in {one, other}):
            days = {one: f"{first:%d-%m-%Y}", other: f"{second:%d-%m-%Y}"}
            remarks.append(_warn(f"born-{one}-{other}", **days))
        if sexes[one] and sexes[other] and sexes[one] != sexes[other]:
            remarks.append(_warn(f"sex-{one}-{other}", **{one: sexes[one], other: sexes[other]}))
    return tuple(remarks)


def _digits_of(text: str) -> tuple[str, bool]:
    """Return the digits, and whether anything else but separators stands among them."""
    start = unicodedata.normalize("NFKC", text[:LONGEST])
    shown = "".join(sign for sign in start if unicodedata.category(sign) not in {"Cf", "Mn"})
    bare = _IGNORED.sub("", _LABEL.sub("", shown))
    digits = "".join(
        str(unicodedata.decimal(sign))
        for sign in bare
        if unicodedata.decimal(sign, None) is not None
    )
    return digits, len(digits) != len(bare) or len(text) > LONGEST


def _by_length(digits: str) -> IdKind:
    return {18: IdKind.PNS, 16: IdKind.NIK, 8: IdKind.POLRI}.get(len(digits), IdKind.UNKNOWN)


def _odd(kind: IdKind, digits: str, remark: Remark) -> Identity:
    return Identity(kind, digits, digits, remarks=(remark,))


def _plain(kind: IdKind, digits: str, length: int | None) -> Identity:
    if length is not None and len(digits) != length:
        return _wrong_length(kind, digits, length)
    return Identity(kind, digits, digits)


def _wrong_length(kind: IdKind, digits: str, wanted: int) -> Identity:
    return _odd(kind, digits, _block("length", digits=str(len(digits)), wanted=str(wanted)))


def _servant(digits: str, chosen: IdKind | None, on: date, today: date) -> Identity:
    """Read an NIP or NI PPPK; positions 13 and 14 tell which."""
    if len(digits) != 18:
        return _wrong_length(chosen or IdKind.PNS, digits, 18)
    remarks: list[Remark] = []
    year, marker, serial = digits[8:12], int(digits[12:14]), digits[15:]
    kind, appointed, contract = chosen or IdKind.PNS, "", None
    if 1 <= marker <= 12:
        kind, appointed = IdKind.PNS, f"{year}-{marker:02d}"
    elif marker > CONTRACTS_FROM:
        kind, appointed, contract = IdKind.PPPK, year, marker - CONTRACTS_FROM
    else:
        remarks.append(_block("marker", marker=f"{marker:02d}"))
    if chosen not in {None, kind}:
        remarks.append(_warn("kind-differs", chosen=str(chosen), read=str(kind)))
    born = _day(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    if born is None:
        remarks.append(_block("birth-date", date=digits[:8]))
    elif not YOUNGEST <= (age := _age(born, on)) <= OLDEST:
        remarks.append(_block("age", age=str(age), least=str(YOUNGEST), most=str(OLDEST)))
    if appointed and born and not _old_enough(born, appointed):
        remarks.append(_block("appointed-too-young", appointed=appointed, born=f"{born:%d-%m-%Y}"))
    if appointed and appointed > today.isoformat()[: len(appointed)]:
        remarks.append(_block("appointed-later", appointed=appointed))
    sex = {"1": "L", "2": "P"}.get(digits[14], "")
    if not sex:
        remarks.append(_block("sex", digit=digits[14]))
    if serial == "000":
        remarks.append(_block("serial", serial=serial))
    split = (8, 14, 15)
    printed = " ".join(
        digits[first:last] for first, last in zip((0, *split), (*split, 18), strict=True)
    )
    return Identity(
        kind, digits, printed, born, appointed, sex, serial, contract, remarks=tuple(remarks)
    )


def _old_enough(born: date, appointed: str) -> bool:
    """Tell whether somebody was of working age at some time of the month or year of appointment."""
    earliest = f"{born.year + EARLIEST_WORK:04d}-{born.month:02d}"
    return appointed >= earliest[: len(appointed)]


def _resident(digits: str, on: date, regions: Regions | None) -> Identity:
    """Read a NIK."""
    if len(digits) != 16:
        return _wrong_length(IdKind.NIK, digits, 16)
    remarks: list[Remark] = []
    region = ".".join((digits[:2], digits[2:4], digits[4:6]))
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex = "P" if day > WOMAN else "L"
    born = _guess(day - WOMAN if sex == "P" else day, month, year, on)
    if born is None:
        remarks.append(_block("birth-date", date=digits[6:12]))
        sex = sex if 1 <= day <= 31 or WOMAN < day <= WOMAN + 31 else ""
    elif _age(born, on) < EARLIEST_WORK:
        remarks.append(_warn("young", age=str(_age(born, on))))
    if digits[12:] == "0000":
        remarks.append(_block("serial", serial=digits[12:]))
    if regions is not None and not _exists(region, regions):
        remarks.append(_warn("region-unknown", region=region))
    return Identity(
        IdKind.NIK,
        digits,
        digits,
        born,
        sex=sex,
        serial=digits[12:],
        region=region,
        remarks=tuple(remarks),
    )


def _guess(day: int, month: int, year: int, on: date) -> date | None:
    """Choose the century: the latest in which the person is grown up, else the latest there is."""
    century = on.year // 100 * 100
    days = [
        born
        for base in (century, century - 100)
        if (born := _day(base + year, month, day)) and born <= on
    ]
    grown = [born for born in days if EARLIEST_WORK <= _age(born, on) <= LONGEST_LIFE]
    return next(iter(grown or days), None)


def _exists(region: str, regions: Regions) -> bool:
    return regions(region) if callable(regions) else region in regions


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _same_day(one: date, other: date, *, loose: bool) -> bool:
    if (one.month, one.day) != (other.month, other.day):
        return False
    return (one.year - other.year) % 100 == 0 if loose else one.year == other.year


def _block(code: str, **blanks: str) -> Remark:
    return Remark(code, Weight.BLOCK, blanks)


def _warn(code: str, **blanks: str) -> Remark:
    return Remark(code, Weight.WARN, blanks)
