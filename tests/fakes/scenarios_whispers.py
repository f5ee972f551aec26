# SPDX-License-Identifier: GPL-3.0-or-later
"""Days that begin with somebody who must not be known: a chain message, a threat by voice note."""

from db.casework.paper import PaperKind, Values
from tests.fakes.scenarios_kit import (
    WIB,
    Evidence,
    Scenario,
    Sheet,
    evidence_id,
    paper_id,
    ref,
)

CHAT_NAME = "WhatsApp Chat with Wali Murid VI-B.txt"
CHAT = (
    "09/01/24 20.17 - Hendra Guru VI: Pesan berantai: 14 Februari pemilih luar daerah cukup bawa "
    "KTP, TPS buka sampai jam 5 sore\n"
    "09/01/24 20.19 - +62 812-0000-0911: Benar begitu Pak?\n"
    "09/01/24 20.21 - Sulastri Wati: Hubungi saya di 081200000912 kalau ragu\n"
)
"""An exported chat with the phones of people nobody accuses."""


def s3(evidence: Evidence = evidence_id) -> Scenario:
    """PPPK teacher forwards an election hoax in a parents' group (Pemilu, Sumsel, WIB)."""
    region = "16.03.02.1007"
    people: dict[str, Values] = {
        "S3-hendra": {
            "nama": "Hendra Saputra",
            "jenis_id": "PPPK",
            "nip": "199111032022211901",
            "jabatan": "Guru Kelas VI",
            "instansi": "SD Negeri 99 (fiktif)",
            "kewarganegaraan": "WNI",
        },
        "S3-wali": {
            "nama": "Sulastri Wati",
            "jenis_id": "TIDAK_DIKETAHUI",
            "hp": "081200000912",
            "alamat": "Jalan Sekolah 12, Kelurahan Pasar II Muara Enim",
            "dilindungi": True,
            "kode_samaran": "PELAPOR-1",
        },
    }
    message = (
        "Pesan berantai: 14 Februari pemilih luar daerah cukup bawa KTP, TPS buka sampai jam 5 sore"
    )
    information: Values = {
        "isi": message,
        "diterima": "2024-01-09T20:45+07:00",
        "media": "WHATSAPP",
        "wilayah": region,
        "tgl_kejadian": "2024-01-09",
        "regime": "PEMILU",
        "pemberi": ref("S3-wali"),
        "pemberi_dilindungi": True,
        "pemberi_kode_samaran": "PELAPOR-1",
        "bukti": [evidence("S03-E01"), evidence("S03-E02")],
    }
    case: Values = {
        "judul": "Pesan berantai syarat memilih di grup Wali Murid VI-B",
        "sumber": "INFORMASI_AWAL",
        "informasi": paper_id("S3-informasi"),
        "regime": "PEMILU",
        "jenis": ["HUKUM_LAIN/ASN", "HUKUM_LAIN/LAINNYA"],
        "kategori": ["HOAKS/proses", "ASN-D6c"],
        "wilayah": region,
        "tgl_kejadian": "2024-01-09",
        "tgl_ditemukan": "2024-01-09",
        "pihak": [
            {"orang": ref("S3-hendra"), "peran": "TERLAPOR"},
            {"orang": ref("S3-wali"), "peran": "PELAPOR"},
        ],
    }
    order: Values = {
        "nomor": "004/SPT/PM.01.02/K.SS-03.02/01/2024",
        "tanggal": "2024-01-10",
        "pelaksana": [{"nama": "Rosdiana", "jabatan": "Anggota Panwaslu Kecamatan Muara Enim"}],
        "tujuan": "Penelusuran informasi awal pesan berantai",
        "berlaku_dari": "2024-01-10",
        "berlaku_sampai": "2024-01-12",
    }
    inquiry: Values = {
        "tahapan": "KAMPANYE",
        "regime": "PEMILU",
        "pelaksana": [{"nama": "Rosdiana", "jabatan": "Anggota Panwaslu Kecamatan Muara Enim"}],
        "spt_nomor": "004/SPT/PM.01.02/K.SS-03.02/01/2024",
        "spt_tanggal": "2024-01-10",
        "bentuk": "PENELUSURAN",
        "tujuan": "Menelusuri informasi awal pesan berantai di grup wali murid",
        "sasaran": ["ASN", "MASYARAKAT"],
        "mulai": "2024-01-10T09:00+07:00",
        "selesai": "2024-01-12T15:00+07:00",
        "wilayah": region,
        "tempat": "SD Negeri 99 (fiktif), Pasar II Muara Enim",
        "uraian_hasil": "Meminta keterangan dua wali murid, mengecek jadwal KPU, dan meminta "
        "ekspor percakapan dari anggota grup dengan persetujuan tertulis. Pesan dikirim "
        "9 Januari 2024 pukul 20.17 WIB dan tidak sesuai dengan jadwal KPU.",
        "outcome": "DUGAAN_PELANGGARAN",
        "peristiwa": "Guru meneruskan pesan berantai yang keliru tentang syarat memilih",
        "tempat_kejadian": "Grup WhatsApp Wali Murid VI-B",
        "waktu_kejadian": "2024-01-09T20:17+07:00",
        "pelaku": [{"orang": ref("S3-hendra")}],
        "alat_bukti": [evidence(f"S03-E0{number}") for number in (1, 2, 3)],
        "kategori": ["HOAKS/proses", "ASN-D6c"],
        "uraian_dugaan": "Guru PPPK menyebarkan informasi keliru tentang proses pemungutan suara.",
    }
    capture: Values = {
        "platform": "WHATSAPP_GRUP",
        "akun_nama": "Hendra Guru VI",
        "pemilik": ref("S3-hendra"),
        "dasar_akun": [{"dasar": "nomor HP sama dengan daftar guru sekolah"}],
        "grup_nama": "Wali Murid VI-B",
        "grup_anggota": 41,
        "tindakan": [
            {
                "jenis": "share",
                "kategori": "ASN-D6c",
                "waktu": "2024-01-09T20:17+07:00",
                "kutipan": message,
                "diteruskan": True,
            }
        ],
        "waktu_tangkap": "2024-01-10T10:05+07:00",
        "cara_tangkap": "EKSPOR_PERCAKAPAN",
        "masih_ada": "YA",
        "terakhir_dicek": "2024-01-12T14:00+07:00",
        "bukti": [evidence("S03-E01"), evidence("S03-E02")],
        "regime": "PEMILU",
        "lhp": paper_id("S3-lhp"),
    }
    plenary: Values = {
        "mulai": "2024-01-15T10:00+07:00",
        "selesai": "2024-01-15T11:00+07:00",
        "tempat": "Sekretariat Panwaslu Kecamatan Muara Enim",
        "peserta": [{"nama": "Rosdiana", "jabatan": "Anggota"}],
        "agenda": "Penetapan temuan dugaan berita bohong",
        "regime": "PEMILU",
        "jenis_pleno": "TEMUAN",
        "hasil": "TEMUAN",
        "putusan": "Ditetapkan sebagai temuan dan diregistrasi.",
    }
    finding: Values = {
        "penemu_nama": "Rosdiana",
        "penemu_jabatan": "Anggota Panwaslu Kecamatan Muara Enim",
        "lhp": paper_id("S3-lhp"),
        "regime": "PEMILU",
        "peristiwa": "Guru meneruskan pesan berantai yang keliru tentang syarat memilih",
        "tempat_kejadian": "Grup WhatsApp Wali Murid VI-B",
        "wilayah": region,
        "waktu_kejadian": "2024-01-09T20:17+07:00",
        "tgl_ditemukan": "2024-01-09",
        "terlapor": [{"orang": ref("S3-hendra")}],
        "kategori": ["HOAKS/proses", "ASN-D6c"],
        "bukti": [evidence("S03-E01"), evidence("S03-E02")],
        "uraian": "Pesan berantai diteruskan ke grup beranggota 41 wali murid.",
        "ditetapkan": "2024-01-15",
    }
    return Scenario(
        "S3",
        "PEMILU",
        region,
        "MRE",
        WIB,
        "2024-01-09",
        people,
        (
            Sheet("S3-informasi", PaperKind.INFORMATION, "INFORMASI_AWAL", information),
            Sheet("S3-perkara", PaperKind.CASE, "PERKARA", case),
            Sheet("S3-spt", PaperKind.ASSIGNMENT, "SPT", order),
            Sheet("S3-lhp", PaperKind.SUPERVISION, "LHP", inquiry),
            Sheet("S3-medsos", PaperKind.SOCIAL, "MEDSOS", capture),
            Sheet("S3-pleno", PaperKind.PLENARY, "PLENO", plenary),
            Sheet("S3-temuan", PaperKind.FINDING, "TEMUAN", finding),
        ),
    )


def s8(evidence: Evidence = evidence_id) -> Scenario:
    """Voice note: superior threatens staff (Pilkada, Jabar, WIB)."""
    region = "32.05.28.2001"
    people: dict[str, Values] = {
        "S8-asep": {
            "nama": "Asep Kurniawan",
            "jenis_id": "PNS",
            "nip": "197201251998031901",
            "jabatan": "Kepala Bidang",
            "instansi": "Dinas Y Kabupaten Garut (fiktif)",
            "kewarganegaraan": "WNI",
        },
        "S8-pelapor": {
            "nama": "Dadang Suhendar",
            "jenis_id": "TIDAK_DIKETAHUI",
            "nik": "3205282507899904",
            "pekerjaan": "ASN",
            "alamat": "Kampung Pasir 4, Desa Cisompet",
            "hp": "081200000921",
            "dilindungi": True,
            "kode_samaran": "PELAPOR-1",
        },
    }
    categories = ["INTIM/atasan", "ASN-D12", "PP94-5n-6", "PK-71"]
    information: Values = {
        "isi": "Kepala bidang mengancam staf lewat pesan suara: \u201cyang tidak dukung nomor dua "
        "siap-siap dimutasi\u201d (00:00:41-00:00:47)",
        "diterima": "2024-10-14T11:20+07:00",
        "media": "FLASHDISK",
        "wilayah": region,
        "tgl_kejadian": "2024-10-11",
        "regime": "PILKADA",
        "pemberi": ref("S8-pelapor"),
        "pemberi_dilindungi": True,
        "pemberi_kode_samaran": "PELAPOR-1",
        "bukti": [evidence(f"S08-E0{number}") for number in (1, 2, 3)],
    }
    case: Values = {
        "judul": "Ancaman mutasi lewat pesan suara di Dinas Y",
        "sumber": "INFORMASI_AWAL",
        "informasi": paper_id("S8-informasi"),
        "regime": "PILKADA",
        "jenis": ["HUKUM_LAIN/ASN", "PIDANA"],
        "kategori": [*categories],
        "wilayah": region,
        "tgl_kejadian": "2024-10-11",
        "tgl_diketahui": "2024-10-14",
        "tgl_ditemukan": "2024-10-14",
        "pihak": [
            {"orang": ref("S8-asep"), "peran": "TERLAPOR"},
            {"orang": ref("S8-pelapor"), "peran": "PELAPOR"},
        ],
    }
    plenary: Values = {
        "mulai": "2024-10-16T10:00+07:00",
        "selesai": "2024-10-16T11:00+07:00",
        "tempat": "Sekretariat Panwaslu Kecamatan Cisompet",
        "peserta": [{"nama": "Neneng Hasanah", "jabatan": "Anggota"}],
        "agenda": "Penetapan temuan ancaman mutasi",
        "regime": "PILKADA",
        "jenis_pleno": "TEMUAN",
        "hasil": "TEMUAN",
        "putusan": "Ditetapkan sebagai temuan.",
    }
    finding: Values = {
        "penemu_nama": "Neneng Hasanah",
        "penemu_jabatan": "Anggota Panwaslu Kecamatan Cisompet",
        "regime": "PILKADA",
        "peristiwa": "Kepala bidang mengancam staf yang tidak mendukung nomor dua",
        "tempat_kejadian": "Pesan suara WhatsApp",
        "wilayah": region,
        "waktu_kejadian": "2024-10-11T19:30+07:00",
        "tgl_ditemukan": "2024-10-14",
        "terlapor": [{"orang": ref("S8-asep")}],
        "kategori": [*categories],
        "bukti": [evidence("S08-E01"), evidence("S08-E02")],
        "uraian": "Pesan suara 1 menit 12 detik diserahkan oleh penerimanya.",
        "ditetapkan": "2024-10-16",
    }
    invitation: Values = {
        "tanggal": "2024-10-17",
        "orang": ref("S8-pelapor"),
        "peran": "PELAPOR",
        "undangan_ke": 1,
        "regime": "PILKADA",
        "waktu": "2024-10-18T13:30+07:00",
        "tempat": "Daring, dari Sekretariat Panwaslu Kecamatan Cisompet",
        "cara": "DARING",
        "alasan_daring": "KEAMANAN",
        "perihal": "pesan suara tanggal 11 Oktober 2024",
        "cara_penyampaian": "TELEKOMUNIKASI",
        "terkirim": "2024-10-17T09:00+07:00",
    }
    heard: Values = {
        "waktu": "2024-10-18T13:30+07:00",
        "selesai": "2024-10-18T14:10+07:00",
        "tempat": "Daring, dari Sekretariat Panwaslu Kecamatan Cisompet",
        "cara": "DARING",
        "alasan_daring": "KEAMANAN",
        "rekaman_av": [evidence("S08-AV1")],
        "regime": "PILKADA",
        "orang": ref("S8-pelapor"),
        "peran": "PELAPOR",
        "sumpah": "DIAMBIL",
        "pemeriksa": [{"nama": "Neneng Hasanah", "jabatan": "Anggota"}],
        "tanya_jawab": [
            {"tanya": "Dari siapa pesan suara itu?", "jawab": "Dari kepala bidang saya."},
        ],
        "dibacakan": True,
        "dibenarkan": True,
    }
    return Scenario(
        "S8",
        "PILKADA",
        region,
        "CSP",
        WIB,
        "2024-10-14",
        people,
        (
            Sheet("S8-informasi", PaperKind.INFORMATION, "INFORMASI_AWAL", information),
            Sheet("S8-perkara", PaperKind.CASE, "PERKARA", case),
            Sheet("S8-pleno", PaperKind.PLENARY, "PLENO", plenary),
            Sheet("S8-temuan", PaperKind.FINDING, "TEMUAN", finding),
            Sheet("S8-undangan", PaperKind.INVITATION, "UNDANGAN", invitation),
            Sheet("S8-klarifikasi", PaperKind.CLARIFICATION, "KLARIFIKASI", heard),
        ),
    )
