# SPDX-License-Identifier: GPL-3.0-or-later
"""Corrective advice: its time limit runs from delivery, and it is closed by looking again.

Whoever says it was carried out shows a photo of the check.  Advice that was not carried out becomes
a finding, which begins with what the Form A already says.
"""

from datetime import date
from enum import StrEnum
from typing import Final

from db.casework.answers import day, filled, moment, rows, text, texts
from db.casework.paper import Values
from db.model.canonical import Json
from db.model.ids import PaperId

OBEYED: Final = "DILAKSANAKAN"
IGNORED: Final = "TIDAK_DILAKSANAKAN"
CHECK_PHOTO: Final = "foto_sesudah"
CHECKED: Final = "dicek"
DELIVERED: Final = "disampaikan"


class AdviceStanding(StrEnum):
    """Where a piece of advice is, seen from today."""

    UNDELIVERED = "undelivered"
    RUNNING = "running"
    OVERDUE = "overdue"
    OBEYED = "obeyed"
    IGNORED = "ignored"


def standing(advice: Values, *, due: date | None, today: date) -> AdviceStanding:
    """Return where advice is; `due` is the last day to carry it out, as the deadlines say."""
    result = text(advice, "hasil")
    if result == OBEYED:
        return AdviceStanding.OBEYED
    if result == IGNORED:
        return AdviceStanding.IGNORED
    if day(advice, DELIVERED) is None or due is None:
        return AdviceStanding.UNDELIVERED
    return AdviceStanding.OVERDUE if today > due else AdviceStanding.RUNNING


def lacks_to_close(advice: Values, result: str) -> tuple[str, ...]:
    """Return the fields without which advice cannot be closed with `result`.

    A check before the delivery is no check.  That it was carried out needs the photo.
    """
    lacks = []
    delivered, checked = moment(advice, DELIVERED), moment(advice, CHECKED)
    if delivered is None:
        lacks.append(DELIVERED)
    if checked is None or (delivered is not None and checked < delivered):
        lacks.append(CHECKED)
    if result == OBEYED and not filled(advice.get(CHECK_PHOTO)):
        lacks.append(CHECK_PHOTO)
    return tuple(lacks)


def advice_from(lhp: Values, lhp_id: PaperId) -> Values:
    """Return the advice that a Form A with that outcome gives, for a new paper."""
    return _kept(
        {
            "lhp": lhp_id,
            "kepada": lhp.get("saran_kepada"),
            "isi": lhp.get("saran_isi"),
            "disampaikan": lhp.get("saran_disampaikan"),
            "cara": lhp.get("saran_cara"),
            "wilayah": lhp.get("wilayah"),
            "regime": lhp.get("regime"),
            "foto_sebelum": lhp.get("lampiran"),
        }
    )


def finding_from(lhp: Values, lhp_id: PaperId, advice: Values | None = None) -> Values:
    """Return a finding as far as the Form A, and advice that was not obeyed, already tell it.

    With advice the finding is what the check found, so it was found on the day of the check;
    without, on the day the supervision ended.
    """
    told: Values = advice or {}
    finders = rows(lhp, "pelaksana")
    finder: Values = finders[0] if finders else {}
    found = day(told, CHECKED) or day(lhp, "selesai") or day(lhp, "mulai")
    actors = [_actor(row) for row in rows(lhp, "pelaku")]
    if not actors and text(told, "kepada"):
        actors = [_kept({"nama": told["kepada"], "jabatan": told.get("kepada_jabatan")})]
    return _kept(
        {
            "lhp": lhp_id,
            "penemu": finder.get("akun"),
            "penemu_nama": finder.get("nama"),
            "penemu_jabatan": finder.get("jabatan"),
            "regime": lhp.get("regime"),
            "kontes": lhp.get("kontes"),
            "peristiwa": lhp.get("peristiwa") or told.get("isi"),
            "tempat_kejadian": lhp.get("tempat_kejadian") or lhp.get("tempat"),
            "wilayah": lhp.get("wilayah"),
            "waktu_kejadian": lhp.get("waktu_kejadian") or lhp.get("mulai"),
            "tgl_ditemukan": None if found is None else found.isoformat(),
            "terlapor": actors,
            "kategori": list(texts(lhp, "kategori")),
            "saksi": [dict(row) for row in rows(lhp, "saksi")],
            "bukti": _evidence(lhp, told),
            "uraian": _told(lhp, told),
            "fakta": lhp.get("fakta"),
            "analisa": lhp.get("analisa"),
        }
    )


def _actor(row: Values) -> Values:
    return _kept({key: row.get(key) for key in ("orang", "nama", "jabatan", "instansi", "alamat")})


def _evidence(lhp: Values, advice: Values) -> list[Json]:
    every = [
        *texts(lhp, "alat_bukti"),
        *texts(lhp, "lampiran"),
        *texts(advice, "foto_sebelum"),
        *texts(advice, CHECK_PHOTO),
    ]
    return list(dict.fromkeys(every))


def _told(lhp: Values, advice: Values) -> str:
    """Join what was seen and what was advised, each as its writer put it."""
    parts = (
        text(lhp, "uraian_dugaan") or text(lhp, "uraian_hasil"),
        text(advice, "isi"),
        text(advice, "catatan"),
    )
    return "\n\n".join(part for part in parts if part)


def _kept(values: Values) -> Values:
    """Return what is filled: a key that is not there was not filled."""
    return {key: value for key, value in values.items() if filled(value)}
