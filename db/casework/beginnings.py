# SPDX-License-Identifier: GPL-3.0-or-later
"""How a case begins: with everything that the paper it comes from already says.

A case points at people by their page.  Somebody who stands in a paper by name only has to be given
a page first; `nameless` says who that is.
"""

from collections.abc import Iterable
from datetime import date
from typing import Final

from db.casework.answers import day, filled, person, rows, text, texts
from db.casework.paper import Part, Values
from db.model.canonical import Json
from db.model.ids import PaperId

TITLE_LENGTH: Final = 100
ROWS: Final = (
    ("terlapor", Part.REPORTED),
    ("pelaku", Part.REPORTED),
    ("saksi", Part.WITNESS),
)
SINGLE: Final = (
    ("pelapor", Part.REPORTER),
    ("pemberi", Part.REPORTER),
)


def case_from_lhp(lhp: Values, lhp_id: PaperId, types: Iterable[str] = ()) -> Values:
    """Return the case of a suspected violation in a Form A, which is a finding.

    `types`: case types of its acts, see `catalogue.case_types`.
    """
    found = day(lhp, "selesai") or day(lhp, "mulai")
    happened = day(lhp, "waktu_kejadian") or day(lhp, "mulai")
    return _case(
        lhp,
        sumber="TEMUAN",
        judul=_title(text(lhp, "peristiwa") or text(lhp, "uraian_hasil")),
        jenis=list(types),
        lhp=lhp_id,
        tgl_kejadian=_iso(happened),
        tgl_ditemukan=_iso(found),
    )


def case_from_finding(finding: Values, finding_id: PaperId, types: Iterable[str] = ()) -> Values:
    """Return the case of a finding on its own form."""
    happened = day(finding, "waktu_kejadian")
    return _case(
        finding,
        sumber="TEMUAN",
        judul=_title(text(finding, "peristiwa")),
        jenis=list(types),
        lhp=text(finding, "lhp"),
        temuan=finding_id,
        tgl_kejadian=_iso(happened),
        tgl_ditemukan=text(finding, "tgl_ditemukan"),
        pleno_tanggal=text(finding, "ditetapkan"),
    )


def case_from_report(report: Values, report_id: PaperId, types: Iterable[str] = ()) -> Values:
    """Return the case of a report by the public."""
    return _case(
        report,
        sumber="LAPORAN",
        judul=_title(text(report, "peristiwa")),
        jenis=list(types),
        tgl_kejadian=text(report, "tgl_kejadian"),
        tgl_diketahui=text(report, "tgl_diketahui"),
        tgl_laporan=text(report, "dilaporkan"),
        laporan=report_id,
    )


def case_from_information(information: Values, information_id: PaperId) -> Values:
    """Return the case of initial information; its time runs from the day it was received."""
    received = day(information, "diterima")
    heard = _iso(received)
    return _case(
        information,
        sumber="INFORMASI_AWAL",
        judul=_title(text(information, "isi")),
        tgl_kejadian=text(information, "tgl_kejadian"),
        tgl_diketahui=heard,
        tgl_ditemukan=heard,
        informasi=information_id,
    )


def parties(values: Values) -> tuple[Values, ...]:
    """Return the rows of `pihak` that a paper gives a case, each person once a part."""
    found: list[Values] = []
    for value, part in _people(values):
        who = person(value.get("orang")) or person(value)
        if who is not None:
            meant = value["orang"] if person(value.get("orang")) else value
            row: Values = {"orang": meant, "peran": part.value}
            if not any(person(old["orang"]) == who and old["peran"] == part.value for old in found):
                found.append(row)
    return tuple(found)


def nameless(values: Values) -> tuple[tuple[Part, Values], ...]:
    """Return who stands in a paper without a page of their own, as their new page could begin."""
    found = []
    for row, part in _people(values):
        if person(row.get("orang")) is None and person(row) is None and text(row, "nama"):
            page = {key: value for key, value in row.items() if key != "orang" and filled(value)}
            found.append((part, page))
    for prefix, part in SINGLE:
        if person(values.get(prefix)) is None and text(values, f"{prefix}_nama"):
            start = f"{prefix}_"
            page = {
                key.removeprefix(start): value
                for key, value in values.items()
                if key.startswith(start) and filled(value)
            }
            found.append((part, page))
    return tuple(found)


def pointed(values: Values, page: Values, to: Json) -> dict[str, Json]:
    """Return the parts of a paper in which the one `nameless` called `page` now points at a page.

    `to`: the person field, {"id": …, "version": …}.
    """
    changed: dict[str, Json] = {}
    for key, _ in ROWS:
        told = rows(values, key)
        fitted = [
            {**row, "orang": to} if person(row.get("orang")) is None and _is(row, page) else row
            for row in told
        ]
        if fitted != list(told):
            changed[key] = fitted
    for prefix, _ in SINGLE:
        if person(values.get(prefix)) is None and _same(
            text(values, f"{prefix}_nama"), text(page, "nama")
        ):
            changed[prefix] = to
    return changed


def _is(row: Values, page: Values) -> bool:
    return _same(text(row, "nama"), text(page, "nama")) and _same(
        text(row, "alamat"), text(page, "alamat")
    )


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()


def _people(values: Values) -> Iterable[tuple[Values, Part]]:
    for key, part in (*SINGLE, *ROWS):
        for row in rows(values, key):
            yield row, part


def _case(source: Values, **fields: Json) -> Values:
    values: dict[str, Json] = {
        "regime": source.get("regime"),
        "kontes": source.get("kontes"),
        "kategori": list(texts(source, "kategori")),
        "wilayah": source.get("wilayah"),
        "pihak": list(parties(source)),
        **fields,
    }
    return {key: value for key, value in values.items() if filled(value)}


def _iso(found: date | None) -> str | None:
    return None if found is None else found.isoformat()


def _title(event: str) -> str:
    """Return the first line, cut after a word where it is long."""
    line = event.partition("\n")[0].strip()
    if len(line) <= TITLE_LENGTH:
        return line
    cut = line[: TITLE_LENGTH - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(" ,;:") + "…"
