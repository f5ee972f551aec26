# SPDX-License-Identifier: GPL-3.0-or-later
"""The day the court asks: what an office in Kalteng has from voting day, to be handed in."""

from db.casework.paper import PaperKind, Values
from tests.fakes.scenarios_kit import (
    WIB,
    Evidence,
    Scenario,
    Sheet,
    evidence_id,
    paper_id,
)

EXHIBITS = tuple(f"PK.-{number}" for number in range(1, 10))
"""How the nine exhibits are called before the office sets its own prefix."""
ALTERED = "PK.-7"
"""The exhibit in which a byte was changed outside the program."""
DEAD_CLOCK = "2018-01-01T00:07+07:00"
REAL_TIME = "2025-01-13T19:26+07:00"


def s12(evidence: Evidence = evidence_id) -> Scenario:
    """Bundle for the Constitutional Court; one file altered; dead clock (Pilkada, Kalteng)."""
    region = "62.01.02.1005"
    lhp: Values = {
        "tahapan": "PEMUNGUTAN",
        "jenis_pemilihan": "PILBUP",
        "regime": "PILKADA",
        "pelaksana": [{"nama": "Hadriansyah", "jabatan": "Anggota Panwaslu Kecamatan"}],
        "bentuk": "LANGSUNG",
        "tujuan": "Mengawasi pemungutan suara di TPS 011 Kelurahan Madurejo",
        "sasaran": ["KPPS"],
        "mulai": "2024-11-27T06:30+07:00",
        "selesai": "2024-11-27T23:10+07:00",
        "wilayah": region,
        "tempat": "TPS 011 Kelurahan Madurejo",
        "uraian_hasil": "Pada hari ini, Rabu, 27 November 2024, pukul 06.30 s.d. 23.10 WIB "
        "bertempat di TPS 011 Kelurahan Madurejo dilaksanakan pengawasan langsung pemungutan dan "
        "penghitungan suara. Papan hasil difoto sebelum ditandatangani.",
        "outcome": "SARAN_PERBAIKAN",
        "saran_isi": "Menghitung ulang surat suara tidak sah sebelum menandatangani C.Hasil",
        "saran_kepada": "Ketua KPPS TPS 011",
        "saran_disampaikan": "2024-11-27T21:15+07:00",
        "lampiran": [evidence("S12-E01"), evidence("S12-E02")],
    }
    advice: Values = {
        "nomor": "SP-ARS-004",
        "lhp": paper_id("S12-lhp"),
        "kepada": "Ketua KPPS TPS 011",
        "isi": "Menghitung ulang surat suara tidak sah sebelum menandatangani C.Hasil",
        "wilayah": region,
        "regime": "PILKADA",
        "disampaikan": "2024-11-27T21:15+07:00",
        "hasil": "DILAKSANAKAN",
        "dicek": "2024-11-27T22:20+07:00",
        "foto_sesudah": [evidence("S12-E02")],
    }
    plenary: Values = {
        "nomor": "03/XI/2024",
        "mulai": "2024-11-29T14:00+07:00",
        "selesai": "2024-11-29T15:00+07:00",
        "tempat": "Sekretariat Panwaslu Kecamatan Arut Selatan",
        "peserta": [{"nama": "Hadriansyah", "jabatan": "Anggota"}],
        "agenda": "Hasil pengawasan pemungutan suara",
        "regime": "PILKADA",
        "lhp": paper_id("S12-lhp"),
        "jenis_pleno": "LAINNYA",
        "hasil": "LAINNYA",
        "putusan": "Hasil pengawasan disampaikan kepada Bawaslu Kabupaten.",
    }
    return Scenario(
        "S12",
        "PILKADA",
        region,
        "MDR",
        WIB,
        "2024-11-27",
        {},
        (
            Sheet("S12-lhp", PaperKind.SUPERVISION, "LHP", lhp),
            Sheet("S12-saran", PaperKind.ADVICE, "SARAN_PERBAIKAN", advice),
            Sheet("S12-pleno", PaperKind.PLENARY, "PLENO", plenary),
        ),
    )
