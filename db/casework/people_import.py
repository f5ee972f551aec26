# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of people from offices: a table in whatever spelling, read into candidates for a review.

Nothing here keeps anything.  Every line of the file comes back, as a candidate with remarks or as a
line that holds nobody; whatever the bytes are, nothing raises.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from db.casework import identity
from db.casework.answers import text as text_of
from db.casework.paper import Values
from db.casework.tables import (
    HEADER_WITHIN,
    LONGEST_CELL,
    MOST_BYTES,
    MOST_ROWS,
    Cell,
    Table,
    cell_table,
    csv_table,
)
from db.model.canonical import Json
from db.model.ids import PaperId

Regions = identity.Regions

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "nama": ("nama", "nama lengkap", "nama pegawai", "nama asn", "name", "full name"),
    "alias": ("alias", "nama panggilan", "nickname"),
    "nip": ("nip", "nip baru", "ni pppk", "nippppk", "nipppk", "nip nipppk", "nip ni pppk"),
    "nrp": ("nrp", "nrp nip"),
    "nik": ("nik", "no ktp", "nomor ktp", "no nik", "nomor induk kependudukan", "id card"),
    "jenis_id": ("jenis id", "status kepegawaian", "status pegawai", "jenis", "employment"),
    "tempat_lahir": ("tempat lahir", "place of birth", "birthplace"),
    "tgl_lahir": ("tanggal lahir", "tgl lahir", "date of birth", "birth date", "birthdate"),
    "jk": ("jk", "jenis kelamin", "l p", "kelamin", "sex", "gender"),
    "pekerjaan": ("pekerjaan", "occupation", "job"),
    "jabatan": ("jabatan", "nama jabatan", "position", "job title"),
    "instansi": ("instansi", "unit kerja", "opd", "skpd", "satuan kerja", "agency", "office"),
    "alamat": ("alamat", "alamat rumah", "alamat lengkap", "address"),
    "wilayah": ("wilayah", "kode wilayah", "region", "region code"),
    "hp": ("hp", "no hp", "nomor hp", "telepon", "no telp", "telp", "wa", "phone", "mobile"),
    "email": ("email", "e mail", "surel"),
}
NUMBERS: Final = ("nip", "nrp", "nik")

_KINDS: Final[Mapping[str, str]] = {
    "pns": "PNS",
    "pppk": "PPPK",
    "p3k": "PPPK",
    "polri": "POLRI_NRP",
    "tni": "TNI_NRP",
    "honorer": "HONORER",
    "non asn": "HONORER",
    "thl": "HONORER",
}
_SEXES: Final[Mapping[str, str]] = {
    "l": "L",
    "laki laki": "L",
    "pria": "L",
    "m": "L",
    "male": "L",
    "p": "P",
    "perempuan": "P",
    "wanita": "P",
    "f": "P",
    "female": "P",
}
_DAY: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_ROUNDED: Final = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_FORMULA: Final = re.compile(r"=[\s\S]+|[+@][A-Za-z][\s\S]*\([\s\S]*")
_QUOTED: Final = re.compile(r'="([^"]*)"')
_NOTHING: Final = frozenset({"-", "\u2013", "\u2014", "n/a"})
_EXACT_DIGITS: Final = 15  # a spreadsheet's number holds no more


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at; its words are the phrase "people-import." and `code`.

    `blocks`: the person cannot be taken over like this.  `blanks` fill the phrase.
    """

    code: str
    blocks: bool = False
    blanks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a line describes.  `line`: in the file, from 1.

    `values`: fields of a person's page, only those that are filled.  `existing`: the page that has
    the same number already.
    """

    line: int
    values: Values
    remarks: tuple[Remark, ...]
    existing: PaperId | None = None

    @property
    def takeable(self) -> bool:
        """Tell whether a page can be made of it without changing anything first."""
        return self.existing is None and not any(one.blocks for one in self.remarks)


@dataclass(frozen=True, slots=True)
class PeopleList:
    """What a file came to.

    `remarks`: about the file: how it was spelled, what was left out.  `columns`: field by the
    heading as written; `unread`: headings nobody knows, whose cells are not taken over.
    """

    candidates: tuple[Candidate, ...]
    remarks: tuple[Remark, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()


Known = Callable[[str], PaperId | None]
"""Whose page has a number already; asked with digits only."""


def from_csv(data: bytes, *, on: date, known: Known, regions: Regions | None = None) -> PeopleList:
    """Read the bytes of a CSV, see `tables.csv_table`; the other arguments as in `from_cells`."""
    if len(data) > MOST_BYTES:
        limit = str(MOST_BYTES // 1024 // 1024)
        return PeopleList((), (Remark("too-large", blocks=True, blanks={"limit": limit}),))
    table = csv_table(data, lambda row: len(_places(row)))
    remarks = [Remark("encoding", blanks={"encoding": table.encoding})]
    if not table.sure:
        remarks.append(Remark("guessed-encoding", blanks={"encoding": table.encoding}))
    if table.lost:
        remarks.append(Remark("unreadable-letters", blanks={"count": str(table.lost)}))
    remarks += [Remark("torn", blanks={"line": str(line)}) for line in table.torn[:10]]
    found = _read_table(table, on=on, known=known, regions=regions)
    return replace(found, remarks=(*remarks, *found.remarks))


def from_cells(
    rows: Iterable[Sequence[Cell]], *, on: date, known: Known, regions: Regions | None = None
) -> PeopleList:
    """Read a table of cells, a sheet of a workbook for example.

    `on`: the day at which ages are reckoned.  `regions`: kecamatan codes that exist, to warn of
    others in a NIK.
    """
    return _read_table(cell_table(rows), on=on, known=known, regions=regions)


def _read_table(table: Table, *, on: date, known: Known, regions: Regions | None) -> PeopleList:
    heading = _heading(table)
    if heading is None:
        code = "no-heading" if any(any(row) for _, row in table.lines) else "empty"
        return PeopleList((), (Remark(code, blocks=True),))
    at, top, places = heading
    remarks = []
    people = [(number, row) for number, row in table.lines if number > at and any(row)]
    if len(people) > MOST_ROWS:
        remarks.append(Remark("too-many", blanks={"limit": str(MOST_ROWS)}))
    read = [_values(row, places, on) for _, row in people[:MOST_ROWS]]
    often = Counter(number for values, _ in read for number in _numbers(values))
    candidates = []
    for (line, _), (values, notes) in zip(people, read, strict=False):
        mine, existing = _doubts(values, on=on, known=known, often=often, regions=regions)
        candidates.append(Candidate(line, values, (*notes, *mine), existing))
    if not candidates:
        remarks.append(Remark("nobody", blocks=True))
    return PeopleList(
        tuple(candidates),
        tuple(remarks),
        {top[place]: key for place, key in places.items()},
        tuple(cell for place, cell in enumerate(top) if cell and place not in places),
    )


def _heading(table: Table) -> tuple[int, tuple[str, ...], dict[int, str]] | None:
    """Return the line with the most known headings, a name among them, and which column is what."""
    best: tuple[int, tuple[str, ...], dict[int, str]] | None = None
    for number, row in table.lines[:HEADER_WITHIN]:
        places = _places(row)
        if "nama" in places.values() and (best is None or len(places) > len(best[2])):
            best = number, row, places
    return best


def _places(row: Sequence[str]) -> dict[int, str]:
    """Return which field each column is; the first of two that mean the same."""
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        key = _FIELDS.get(_plain(cell))
        if key is not None and key not in found.values():
            found[place] = key
    return found


def _plain(word: str) -> str:
    """Return a heading as it is compared: "No. HP*" is "no hp"."""
    return " ".join(re.sub(r"[\W_]+", " ", word.casefold()).split())


_FIELDS: Final = {spelling: key for key, many in HEADINGS.items() for spelling in many}


def _values(
    row: Sequence[str], places: Mapping[int, str], on: date
) -> tuple[Values, tuple[Remark, ...]]:
    values: dict[str, Json] = {}
    notes = []
    for place, key in places.items():
        said = row[place] if place < len(row) else ""
        if quoted := _QUOTED.fullmatch(said):  # how spreadsheets are told to keep digits as text
            said = quoted[1].strip()
        elif _FORMULA.fullmatch(said):
            notes.append(Remark("formula", blanks={"field": key, "value": said[:40]}))
            continue
        if len(said) > LONGEST_CELL:
            notes.append(Remark("too-long", blocks=True, blanks={"field": key}))
            continue
        read = _read(key, said)
        if read:
            values[key] = read
        elif said and said not in _NOTHING:
            notes.append(Remark("unread-value", blanks={"field": key, "value": said[:40]}))
        if key in NUMBERS and (_ROUNDED.fullmatch(said) or _was_rounded(said)):
            notes.append(Remark("rounded", blocks=True, blanks={"field": key}))
    if "nip" in values and "jenis_id" not in values:
        kind = identity.read(str(values["nip"]), on=on).kind
        if kind in {identity.IdKind.PNS, identity.IdKind.PPPK}:
            values["jenis_id"] = kind.value
    return values, tuple(notes)


def _was_rounded(said: str) -> bool:
    """Tell a number that went through a spreadsheet: eighteen digits ending in noughts."""
    return len(said) > _EXACT_DIGITS and said.isdigit() and set(said[_EXACT_DIGITS:]) == {"0"}


def _read(key: str, said: str) -> str:
    match key:
        case "nip" | "nrp" | "nik":
            return re.sub(r"\D", "", said.removeprefix("'")) if not _ROUNDED.fullmatch(said) else ""
        case "hp":
            return _phone(said)
        case "jk":
            return _SEXES.get(_plain(said), "")
        case "jenis_id":
            words = f" {_plain(said)} "
            return next((kind for word, kind in _KINDS.items() if f" {word} " in words), "")
        case "tgl_lahir":
            return _day(said)
        case _:
            return "" if said in _NOTHING else said.removeprefix("'")


def _phone(said: str) -> str:
    """Return a number with its plus; the nought that a spreadsheet took away comes back."""
    digits = re.sub(r"\D", "", said)
    if not digits:
        return ""
    if said.lstrip(" '").startswith("+"):
        return f"+{digits}"
    return f"0{digits}" if digits.startswith("8") and len(digits) >= 9 else digits


def _day(said: str) -> str:
    try:
        if match := _DAY.fullmatch(said):
            one, month, year = map(int, match.groups())
            return date(year, month, one).isoformat()
        return date.fromisoformat(said[:10]).isoformat()
    except ValueError:
        return ""


def _numbers(values: Values) -> list[str]:
    return [said for key in NUMBERS if (said := text_of(values, key))]


def _doubts(
    values: Values,
    *,
    on: date,
    known: Known,
    often: Mapping[str, int],
    regions: Regions | None,
) -> tuple[list[Remark], PaperId | None]:
    remarks: list[Remark] = []
    if not text_of(values, "nama"):
        remarks.append(Remark("no-name", blocks=True))
    kind = text_of(values, "jenis_id")
    read = {}
    for key in NUMBERS:
        said = text_of(values, key)
        if said:
            read[key] = identity.read(said, _kind_of(key, kind), on=on, regions=regions)
            remarks += [_of_identity(key, one) for one in read[key].remarks]
    born = _day(text_of(values, "tgl_lahir"))
    crossed = identity.cross_check(
        read.get("nip"),
        read.get("nik"),
        born=date.fromisoformat(born) if born else None,
        sex=text_of(values, "jk"),
    )
    remarks += [_of_identity("nip", one) for one in crossed]
    existing = None
    for number in _numbers(values):
        existing = existing or known(number)
        if often[number] > 1:
            remarks.append(Remark("twice-in-file", blocks=True, blanks={"number": number}))
    if existing:
        remarks.append(Remark("exists"))
    return remarks, existing


def _kind_of(key: str, kind: str) -> identity.IdKind | None:
    if key == "nik":
        return identity.IdKind.NIK
    chosen = identity.IdKind(kind) if kind in set(identity.IdKind) else None
    if key == "nrp":
        return chosen if chosen is identity.IdKind.TNI else identity.IdKind.POLRI
    fits = {identity.IdKind.PNS, identity.IdKind.PPPK}
    return chosen if chosen in fits else identity.IdKind.PNS


def _of_identity(key: str, remark: identity.Remark) -> Remark:
    """Return a doubt about a number; its own words are the phrase "identity." and `reason`."""
    code = "number-blocked" if remark.weight is identity.Weight.BLOCK else "number-odd"
    blanks = {"field": key, "reason": remark.code, **remark.blanks}
    return Remark(code, remark.weight is identity.Weight.BLOCK, blanks)
