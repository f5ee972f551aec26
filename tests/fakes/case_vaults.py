# SPDX-License-Identifier: GPL-3.0-or-later
"""Locked vaults full of cases, for windows to open: scenarios happened, some were carried on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from db.casework.paper import Paper, PaperKind, Values
from db.model.people import Role
from db.store import accounts
from db.store.vault import Person, Vault
from desktop.actions import caseload, paperwork
from desktop.actions.rules import rulebook
from tests.fakes.casework_vault import happen, sealed, turn_to, write
from tests.fakes.scenarios import Evidence, Scenario, s1, s2, s6, s7, s10
from tests.fakes.small_vault import CHEAP, TOOL
from tests.fakes.stopped_clock import StoppedClock

CHAIR = Person("Yohanes Lamanepa", "Ketua", Role.CHAIR, "lima kata sandi ketua")
MEMBER = Person("I Gede Suardana", "Anggota Gede", Role.MEMBER, "lima kata sandi anggota")
CLERK = Person("Maria Ose", "Sekretariat", Role.SECRETARIAT, "lima kata sandi sekretaris")
EVENING = "2024-02-13T21:25+08:00"
"""When most tests look: envelopes were registered in the morning, hours are left."""


def made(
    folder: Path, clock: StoppedClock, days: Sequence[str], *, extra: Sequence[Person] = ()
) -> dict[str, dict[str, Paper]]:
    """Make a locked vault in which these days happened, in this order; return their papers.

    The clock then shows the evening of the last one.
    """
    turn_to(clock, "2023-11-01T08:00+08:00")
    vault, _ = Vault.create(folder, CHAIR, now=clock, tool=TOOL, cost=CHEAP)
    found: dict[str, dict[str, Paper]] = {}
    try:
        for person in extra:
            accounts.add(vault, person)
        put = sealed(vault)
        for name in days:
            found[name] = DAYS[name](vault, clock, put)
    finally:
        vault.lock()
    return found


def _camat(vault: Vault, clock: StoppedClock, put: Evidence) -> dict[str, Paper]:
    found = happen(vault, clock, rulebook(), s1(put))
    turn_to(clock, "2023-12-14T09:00+08:00")
    days: Values = {
        "pleno_tanggal": "2023-12-06",
        "tgl_registrasi": "2023-12-06T15:30+08:00",
    }
    case = found["perkara"].id
    caseload.move(vault, rulebook(), case, "DIREGISTRASI", changes=days)
    found["perkara"] = caseload.move(vault, rulebook(), case, "KLARIFIKASI", changes={})
    return found


def _camat_fresh(vault: Vault, clock: StoppedClock, put: Evidence) -> dict[str, Paper]:
    day = s1(put)
    return happen(vault, clock, rulebook(), replace(day, papers=day.papers[:4]))


def _kasi(vault: Vault, clock: StoppedClock, put: Evidence) -> dict[str, Paper]:
    return happen(vault, clock, rulebook(), _complete(s2(put)))


def _kasi_late(vault: Vault, clock: StoppedClock, put: Evidence) -> dict[str, Paper]:
    """Let the same acts happen after the candidates were fixed; nobody knows the NIP yet."""
    later = "2024-09-25"
    day = _complete(s2(put), tgl_kejadian=later, tgl_ditemukan=later, tgl_diketahui=later)
    page = {key: value for key, value in day.people["S2-rika"].items() if key != "nip"}
    people = {"S2-rika": {**page, "jenis_id": "TIDAK_DIKETAHUI"}}
    return happen(vault, clock, rulebook(), replace(day, people=people, day=later))


def _envelopes(vault: Vault, clock: StoppedClock, put: Evidence) -> dict[str, Paper]:
    found = happen(vault, clock, rulebook(), s6(put))
    turn_to(clock, EVENING)
    return found


def _village_head(vault: Vault, clock: StoppedClock, put: Evidence) -> dict[str, Paper]:
    found = happen(vault, clock, rulebook(), s7(put))
    turn_to(clock, "2024-01-31T16:00+07:00")
    case = found["perkara"].id
    found["perkara"] = paperwork.move(vault, rulebook(), case, "KAJIAN_AWAL", changes={})
    return found


def _village_head_late(vault: Vault, clock: StoppedClock, put: Evidence) -> dict[str, Paper]:
    day = s7(put)
    told = "2024-02-01T10:05+07:00"
    more: dict[PaperKind, Values] = {
        PaperKind.REPORT: {"dilaporkan": told, "pelapor_alamat": "Dusun III"},
        PaperKind.CASE: {"tgl_laporan": told},
    }
    sheets = tuple(
        replace(sheet, values={**sheet.values, **more[sheet.kind]})
        for sheet in day.papers
        if sheet.kind in more
    )
    found = happen(vault, clock, rulebook(), replace(day, papers=sheets))
    turn_to(clock, "2024-02-02T09:00+07:00")
    case = found["perkara"].id
    found["perkara"] = paperwork.move(vault, rulebook(), case, "KAJIAN_AWAL", changes={})
    return found


def _banner(vault: Vault, clock: StoppedClock, put: Evidence) -> dict[str, Paper]:
    """Advice that waits for its check."""
    day = s10(put)
    gone = ("hasil", "dicek", "foto_sesudah")
    sheets = tuple(
        replace(sheet, values={key: one for key, one in sheet.values.items() if key not in gone})
        for sheet in day.papers
    )
    return happen(vault, clock, rulebook(), replace(day, papers=sheets))


def _information(vault: Vault, clock: StoppedClock, _put: Evidence) -> dict[str, Paper]:
    turn_to(clock, "2024-02-13T19:00+08:00")
    values: Values = {
        "isi": "Pesan berantai: pemilih luar daerah cukup bawa KTP",
        "diterima": "2024-02-13T18:45+08:00",
        "media": "WHATSAPP",
        "regime": "PEMILU",
        "pemberi_nama": "Wali murid",
    }
    return {"informasi": write(vault, rulebook(), PaperKind.INFORMATION, values)}


def _complete(day: Scenario, **changes: str) -> Scenario:
    more: dict[PaperKind, Values] = {
        PaperKind.SUPERVISION: {"uraian_dugaan": "Kasi mendukung bakal paslon di Facebook."},
        PaperKind.CASE: {"tgl_ditemukan": "2024-09-01", "tgl_diketahui": "2024-09-01", **changes},
    }
    sheets = tuple(
        replace(sheet, values={**sheet.values, **more.get(sheet.kind, {})}) for sheet in day.papers
    )
    return replace(day, papers=sheets)


DAYS = {
    "camat": _camat,
    "camat-fresh": _camat_fresh,
    "kasi": _kasi,
    "kasi-late": _kasi_late,
    "envelopes": _envelopes,
    "village-head": _village_head,
    "village-head-late": _village_head_late,
    "banner": _banner,
    "information": _information,
}
"""What can happen in such a vault, by name."""
