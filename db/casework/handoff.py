# SPDX-License-Identifier: GPL-3.0-or-later
"""Cases as other systems ask for them, to be typed again or uploaded: SigapLapor and BKN's SBT.

Neither has a public interface, so what leaves is a table a person can copy from.  Which columns a
system has, in which order and under which heading, are terms of the tables below.  Values arrive as
the reader may see them; nothing is unveiled here.

The CSV is made for a spreadsheet on an Indonesian laptop: UTF-8 with a byte order mark, semicolons,
CRLF, every cell in quotes.  A cell that a spreadsheet would run as a formula begins with an
apostrophe, and long numbers stand in groups, or it would round them.  JSON has them untouched.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from db.casework.answers import day, person, rows, text, texts
from db.casework.conditions import People
from db.casework.paper import Paper, PaperKind, Part, Values
from db.casework.reference import Reference, Route, Term
from db.casework.routes import lacking, reported
from db.model.ids import PaperId

SIGAPLAPOR: Final = "column-sigaplapor"
SBT: Final = "column-sbt"
SEPARATOR: Final = ";"
BYTE_ORDER_MARK: Final = "\ufeff"
TOGETHER: Final = " | "
"""Between several answers in one cell; names and addresses have commas and semicolons."""

_TELLING: Final = (
    (PaperKind.REPORT, ("uraian",)),
    (PaperKind.FINDING, ("uraian",)),
    (PaperKind.SUPERVISION, ("uraian_dugaan", "uraian_hasil")),
    (PaperKind.INFORMATION, ("isi",)),
)
_OF_CASE: Final = (
    "judul",
    "sumber",
    "regime",
    "wilayah",
    "tgl_kejadian",
    "tgl_ditemukan",
    "tgl_diketahui",
    "no_penerimaan",
    "no_register",
    "hasil",
    "tujuan_penerusan",
)
_OF_PERSON: Final = (
    "nama",
    "jenis_id",
    "nip",
    "nik",
    "nrp",
    "jabatan",
    "instansi",
    "alamat",
    "hp",
    "email",
)
_RUN: Final = "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"
_FIRST: Final = re.compile(rf"[\s\ufeff\u200b]*[{re.escape(_RUN)}]")
_LONG: Final = re.compile(r"\d{12,}|0\d{3,}")
_NIP_DIGITS: Final = 18


@dataclass(frozen=True, slots=True)
class Filing:
    """One record for one system.

    `fields`: every column's answer by its key, empty where there is none.  `missing`: needs of the
    addressee that are not met, "nip_atau_nik"; keeping the file is allowed, sending is not.
    `person`: whom it is about, where the system wants one record a person.
    """

    system: str
    case: PaperId
    person: PaperId | None
    fields: Mapping[str, str]
    missing: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Tell whether the addressee would take it."""
        return not self.missing


def sigaplapor(
    case: Paper, papers: Sequence[Paper], people: People, *, reference: Reference, evidence: int
) -> Filing:
    """Return a case as SigapLapor's pages ask for it; several people share a cell.

    `papers`: those that stand in the case, newest versions.  `evidence`: how many items are linked.
    """
    facts = _facts(case, papers, people, reference, evidence)
    return Filing("SIGAPLAPOR", case.id, None, _fields(facts, columns(reference, SIGAPLAPOR)))


def sbt(
    case: Paper,
    papers: Sequence[Paper],
    people: People,
    *,
    reference: Reference,
    route: Route,
    evidence: int,
) -> tuple[Filing, ...]:
    """Return one record for each reported person, or one without a person while nobody is named.

    `route`: where the case goes; its needs decide what is missing of each person.
    """
    lacks = lacking(route, case.values, people)
    wanted = columns(reference, SBT)
    filings = []
    for who in reported(case.values) or (None,):
        facts = _facts(case, papers, people, reference, evidence, only=who)
        missing = dict.fromkeys(lack.need for lack in lacks if lack.person in {None, who})
        filings.append(Filing(route.system, case.id, who, _fields(facts, wanted), tuple(missing)))
    return tuple(filings)


def columns(reference: Reference, table: str) -> tuple[Term, ...]:
    """Return the columns of a system in its order; the code is the key, the label the heading."""
    return reference.terms_of(table)


def csv_bytes(filings: Iterable[Filing], headings: Sequence[Term], language: str = "id") -> bytes:
    """Return a table with one line a filing, see the module for its spelling."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATOR, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([cell(term.label.say(language)) for term in headings])
    for filing in filings:
        writer.writerow([cell(filing.fields.get(term.code, "")) for term in headings])
    return (BYTE_ORDER_MARK + out.getvalue()).encode("utf-8", "replace")


def json_bytes(filings: Iterable[Filing], headings: Sequence[Term], language: str = "id") -> bytes:
    """Return the same records for a program, with headings, needs and the values untouched."""
    value = [
        {
            "system": filing.system,
            "case": filing.case,
            "missing": list(filing.missing),
            "fields": [
                {
                    "key": term.code,
                    "heading": term.label.say(language),
                    "value": filing.fields.get(term.code, ""),
                }
                for term in headings
            ],
        }
        for filing in filings
    ]
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def cell(value: str) -> str:
    """Return a text that no spreadsheet runs, rounds or strips of its noughts."""
    clean = "".join(sign for sign in value if sign in "\n\t" or sign.isprintable())
    if _LONG.fullmatch(clean):
        return grouped(clean)
    return f"'{clean}" if _FIRST.match(clean) else clean


def grouped(digits: str) -> str:
    """Return a long number as people read it: "19740817 199903 1 901", "0812 0000 0901"."""
    if len(digits) == _NIP_DIGITS:
        return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _fields(facts: Mapping[str, str], wanted: Iterable[Term]) -> dict[str, str]:
    return {term.code: facts.get(term.code, "") for term in wanted}


def _facts(
    case: Paper,
    papers: Sequence[Paper],
    people: People,
    reference: Reference,
    evidence: int,
    only: PaperId | None = None,
) -> dict[str, str]:
    values = case.values
    found = {key: text(values, key) for key in _OF_CASE}
    found["nomor_lokal"] = case.code
    found["status"] = case.state
    found["tgl_registrasi"] = text(values, "tgl_registrasi")
    found["jenis"] = TOGETHER.join(_worded(reference, texts(values, "jenis")))
    found["kategori"] = TOGETHER.join(_acts(reference, values))
    found["jumlah_bukti"] = str(evidence)
    found["uraian"] = _told(papers)
    found["tempat_kejadian"] = _first(papers, ("tempat_kejadian", "tempat"))
    found["nomor_lhp"] = _first(papers, ("nomor_resmi",)) or _local_number(papers)
    for part, prefix in (
        (Part.REPORTED, "terlapor"),
        (Part.REPORTER, "pelapor"),
        (Part.WITNESS, "saksi"),
    ):
        pages = _pages(values, people, part, only if part is Part.REPORTED else None)
        for key in _OF_PERSON:
            found[f"{prefix}.{key}"] = TOGETHER.join(filter(None, (text(p, key) for p in pages)))
    return found


def _pages(values: Values, people: People, part: Part, only: PaperId | None) -> list[Values]:
    named = (person(row.get("orang")) for row in rows(values, "pihak") if _is(row, part))
    return [
        people.get(who, {})
        for who in dict.fromkeys(named)
        if who is not None and only in {None, who}
    ]


def _is(row: Values, part: Part) -> bool:
    return text(row, "peran") == part.value


def _acts(reference: Reference, values: Values) -> list[str]:
    happened: date | None = day(values, "tgl_kejadian")
    said = []
    for code in texts(values, "kategori"):
        act = reference.act(code, happened) or reference.act(code)
        said.append(f"{code} {act.label.id}" if act else code)
    return said


def _worded(reference: Reference, codes: Iterable[str]) -> list[str]:
    found = ((code, reference.term("case-type", code)) for code in codes)
    return [term.label.id if term else code for code, term in found]


def _told(papers: Sequence[Paper]) -> str:
    for kind, keys in _TELLING:
        mine = [paper for paper in papers if paper.kind is kind]
        if said := _first(mine, keys):
            return said
    return ""


def _first(papers: Iterable[Paper], keys: Iterable[str]) -> str:
    every = tuple(papers)
    return next((said for key in keys for one in every if (said := text(one.values, key))), "")


def _local_number(papers: Iterable[Paper]) -> str:
    return next((one.code for one in papers if one.kind is PaperKind.SUPERVISION), "")
