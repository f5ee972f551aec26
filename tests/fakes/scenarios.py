# SPDX-License-Identifier: GPL-3.0-or-later
"""Days in the field as filled forms: people, parties, plates and numbers are invented, places not.

Every function returns a `Scenario`: the people by a short name, and the papers in the order in
which they are written.
"""

from collections.abc import Callable

from db.casework.paper import PaperKind, Values
from db.model.canonical import Json
from tests.fakes.scenarios_court import s12
from tests.fakes.scenarios_kit import (
    WIB,
    WITA,
    Evidence,
    Scenario,
    Sheet,
    evidence_id,
    paper_id,
    ref,
)
from tests.fakes.scenarios_whispers import s3, s8

__all__ = [
    "SCENARIOS",
    "Evidence",
    "Scenario",
    "Sheet",
    "evidence_id",
    "paper_id",
    "ref",
    "s1",
    "s2",
    "s3",
    "s4",
    "s6",
    "s7",
    "s8",
    "s10",
    "s12",
]


def s1(evidence: Evidence = evidence_id) -> Scenario:
    """Camat on stage at a party event, no letter of assignment (Pemilu, Bali, WITA)."""
    region = "51.05.01.2008"
    people: dict[str, Values] = {
        "S1-suardana": {
            "nama": "I Gede Suardana",
            "jenis_id": "PNS",
            "nip": "197408171999031901",
            "jabatan": "Camat Nusa Penida",
            "instansi": "Pemerintah Kabupaten Klungkung",
            "alamat": "Desa Ped",
            "kewarganegaraan": "WNI",
        }
    }
    story = (
        "Pada hari ini, Minggu, 3 Desember 2023, pukul 10.15 s.d. 12.40 WITA bertempat di Wantilan "
        "Desa Batununggul dilaksanakan pengawasan langsung Sosialisasi Caleg Partai Cakrawala "
        "(STTP/121/XI/2023/Intelkam), dihadiri +/- 120 orang. Pukul 10.42 WITA Camat Nusa Penida "
        "naik panggung, mengenakan jaket warna partai, mengacungkan tiga jari dan berkata "
        "\u201cmari kita kawal bersama nomor tiga\u201d (video 01:37-01:52). Yang bersangkutan "
        "tidak dapat menunjukkan surat tugas dan tetap berada di lokasi sampai pukul 12.10 WITA."
    )
    lhp: Values = {
        "tahapan": "KAMPANYE",
        "jenis_pemilihan": "DPRD-K",
        "regime": "PEMILU",
        "pelaksana": [
            {"nama": "Ni Luh Sekarini", "jabatan": "Anggota Panwaslu Kecamatan Nusa Penida"}
        ],
        "spt_nomor": "021/SPT/PM.01.02/K.BA-05.01/12/2023",
        "spt_tanggal": "2023-12-01",
        "bentuk": "LANGSUNG",
        "tujuan": "Memastikan kampanye pertemuan terbatas sesuai ketentuan dan pihak yang dilarang "
        "tidak terlibat",
        "sasaran": ["TIM_KAMPANYE", "ASN"],
        "mulai": "2023-12-03T10:15+08:00",
        "selesai": "2023-12-03T12:40+08:00",
        "wilayah": region,
        "tempat": "Wantilan Desa Batununggul",
        "uraian_hasil": story,
        "outcome": "DUGAAN_PELANGGARAN",
        "peristiwa": "Camat Nusa Penida naik panggung kampanye dan mengajak memilih nomor tiga",
        "tempat_kejadian": "Wantilan Desa Batununggul",
        "waktu_kejadian": "2023-12-03T10:42+08:00",
        "pelaku": [{"orang": ref("S1-suardana"), "nama": "I Gede Suardana", "alamat": "Desa Ped"}],
        "saksi": [
            {"nama": "I Wayan Artana", "alamat": "Desa Ped", "hp": "081200000901"},
            {"nama": "Ni Made Rai", "alamat": "Desa Batununggul"},
        ],
        "alat_bukti": [evidence(f"S01-E0{number}") for number in (1, 2, 3)],
        "kategori": ["ASN-D4", "PM-283", "PM-282"],
        "uraian_dugaan": "Pejabat ikut kampanye dan memberi dukungan aktif.",
    }
    event: Values = {
        "nama_acara": "Sosialisasi Caleg Partai Cakrawala",
        "penyelenggara": "Partai Cakrawala",
        "sttp": "STTP/121/XI/2023/Intelkam",
        "tempat": "Wantilan Desa Batununggul",
        "wilayah": region,
        "mulai": "2023-12-03T10:15+08:00",
        "selesai": "2023-12-03T12:40+08:00",
        "terlapor": ref("S1-suardana"),
        "kapasitas": "PEJABAT",
        "diundang": True,
        "no_undangan": "07/PC-CKR/XI/2023",
        "surat_tugas": "TIDAK_ADA",
        "atribut": "jaket partai",
        "simbol_jari": 3,
        "kutipan": "mari kita kawal bersama nomor tiga",
        "kutipan_letak": "00:01:37-00:01:52",
        "bertahan_setelah_kampanye": True,
        "kendaraan_dinas": "DK 9901 XX",
        "regime": "PEMILU",
        "lhp": paper_id("S1-lhp"),
    }
    case: Values = {
        "judul": "Camat Nusa Penida di panggung Partai Cakrawala",
        "sumber": "TEMUAN",
        "regime": "PEMILU",
        "jenis": ["HUKUM_LAIN/ASN"],
        "kategori": ["ASN-D4", "PM-283", "PM-282"],
        "wilayah": region,
        "lhp": paper_id("S1-lhp"),
        "tgl_kejadian": "2023-12-03",
        "tgl_ditemukan": "2023-12-03",
        "pihak": [{"orang": ref("S1-suardana"), "peran": "TERLAPOR"}],
    }
    invitation: Values = {
        "tanggal": "2023-12-12",
        "orang": ref("S1-suardana"),
        "nama": "I Gede Suardana",
        "peran": "TERLAPOR",
        "alamat": "Desa Ped",
        "undangan_ke": 1,
        "regime": "PEMILU",
        "waktu": "2023-12-13T10:00+08:00",
        "tempat": "Sekretariat Panwaslu Kecamatan Nusa Penida",
        "cara": "LURING",
        "perihal": "kehadiran pada Sosialisasi Caleg Partai Cakrawala tanggal 3 Desember 2023",
        "cara_penyampaian": "LANGSUNG",
        "terkirim": "2023-12-12T09:30+08:00",
    }
    heard: Values = {
        "waktu": "2023-12-13T10:00+08:00",
        "selesai": "2023-12-13T11:20+08:00",
        "tempat": "Sekretariat Panwaslu Kecamatan Nusa Penida",
        "cara": "LURING",
        "regime": "PEMILU",
        "orang": ref("S1-suardana"),
        "nama": "I Gede Suardana",
        "peran": "TERLAPOR",
        "sumpah": "DIAMBIL",
        "pemeriksa": [
            {"nama": "Ni Luh Sekarini", "jabatan": "Anggota Panwaslu Kecamatan Nusa Penida"}
        ],
        "tanya_jawab": [
            {"tanya": "Apakah Saudara sehat dan bersedia diklarifikasi?", "jawab": "Ya, bersedia."},
            {"tanya": "Apakah ada surat tugas?", "jawab": "Tidak ada."},
        ],
        "dibacakan": True,
        "dibenarkan": True,
    }
    plenary: Values = {
        "mulai": "2023-12-06T14:00+08:00",
        "selesai": "2023-12-06T15:10+08:00",
        "tempat": "Sekretariat Panwaslu Kecamatan Nusa Penida",
        "peserta": [
            {"nama": "I Nyoman Sudiarta", "jabatan": "Ketua"},
            {"nama": "Ni Luh Sekarini", "jabatan": "Anggota"},
        ],
        "agenda": "Penetapan temuan dugaan pelanggaran netralitas ASN",
        "jenis_pleno": "TEMUAN",
        "hasil": "TEMUAN",
        "putusan": "Ditetapkan sebagai temuan dan diregistrasi.",
    }
    return Scenario(
        "S1",
        "PEMILU",
        region,
        "NPD",
        WITA,
        "2023-12-03",
        people,
        (
            Sheet("S1-lhp", PaperKind.SUPERVISION, "LHP", lhp),
            Sheet("S1-acara", PaperKind.EVENT, "ACARA", event),
            Sheet("S1-perkara", PaperKind.CASE, "PERKARA", case),
            Sheet("S1-pleno", PaperKind.PLENARY, "PLENO", plenary),
            Sheet("S1-undangan", PaperKind.INVITATION, "UNDANGAN", invitation),
            Sheet("S1-klarifikasi", PaperKind.CLARIFICATION, "KLARIFIKASI", heard),
        ),
    )


def s2(evidence: Evidence = evidence_id) -> Scenario:
    """Kasi of a kecamatan likes, comments, shares and joins a support group (Pilkada, Kepri)."""
    region = "21.05.01.1001"
    people: dict[str, Values] = {
        "S2-rika": {
            "nama": "Rika Handayani",
            "jenis_id": "PNS",
            "nip": "198805212012012901",
            "jabatan": "Kasi Pemberdayaan Masyarakat",
            "instansi": "Kecamatan Siantan",
            "kewarganegaraan": "WNI",
        }
    }
    categories: Json = ["ASN-E4b", "ASN-E4c", "ASN-E4d", "ASN-E4e"]
    lhp: Values = {
        "tahapan": "PENCALONAN",
        "jenis_pemilihan": "PILBUP",
        "regime": "PILKADA",
        "pelaksana": [{"nama": "Zulkarnain Hamid", "jabatan": "Ketua Panwaslu Kecamatan Siantan"}],
        "bentuk": "TIDAK_LANGSUNG",
        "tujuan": "Patroli media sosial netralitas ASN",
        "sasaran": ["ASN"],
        "mulai": "2024-09-02T19:30+07:00",
        "selesai": "2024-09-02T20:25+07:00",
        "wilayah": region,
        "tempat": "Sekretariat Panwaslu Kecamatan Siantan",
        "uraian_hasil": "Pada hari ini, Senin, 2 September 2024, pukul 19.30 s.d. 20.25 WIB "
        "bertempat di Sekretariat Panwaslu Kecamatan Siantan dilaksanakan pengawasan tidak "
        "langsung. Akun Rika Handa menyukai, mengomentari, dan membagikan unggahan halaman "
        "Sahabat Bahari Anambas serta bergabung dengan grup Relawan Bahari Siantan.",
        "outcome": "DUGAAN_PELANGGARAN",
        "peristiwa": "Kasi Pemberdayaan Masyarakat mendukung bakal paslon di Facebook",
        "tempat_kejadian": "Facebook, halaman Sahabat Bahari Anambas",
        "waktu_kejadian": "2024-09-01T21:04+07:00",
        "pelaku": [{"orang": ref("S2-rika")}],
        "alat_bukti": [evidence(f"S02-E0{number}") for number in (1, 2, 3)],
        "kategori": categories,
    }
    capture: Values = {
        "platform": "FACEBOOK",
        "akun_nama": "Rika Handa",
        "akun_handle": "rika.handa.901",
        "akun_url": "https://facebook.com/rika.handa.901",
        "pemilik": ref("S2-rika"),
        "dasar_akun": [
            {"dasar": "foto profil berseragam"},
            {"dasar": "nomor HP sama dengan daftar kontak kecamatan"},
            {"dasar": "keterangan rekan"},
        ],
        "target_halaman": "Sahabat Bahari Anambas (fiktif)",
        "target_url": "https://facebook.com/sahabatbahari.fiktif/posts/9001",
        "target_pihak": "Bakal Paslon \u201cBahari\u201d (fiktif)",
        "grup_nama": "Relawan Bahari Siantan",
        "grup_anggota": 312,
        "tindakan": [
            {"jenis": "like", "kategori": "ASN-E4d", "waktu": "2024-09-01T21:04+07:00"},
            {
                "jenis": "comment",
                "kategori": "ASN-E4b",
                "waktu": "2024-09-01T21:06+07:00",
                "kutipan": "Lanjutkan Pak, kami siap",
            },
            {"jenis": "share", "kategori": "ASN-E4c", "waktu": "2024-09-01T21:07+07:00"},
            {"jenis": "join", "kategori": "ASN-E4e"},
        ],
        "waktu_tangkap": "2024-09-02T19:34+07:00",
        "cara_tangkap": "TANGKAPAN_LAYAR",
        "masih_ada": "YA",
        "terakhir_dicek": "2024-09-02T20:20+07:00",
        "bukti": [evidence(f"S02-E0{number}") for number in (1, 2, 3)],
        "regime": "PILKADA",
        "lhp": paper_id("S2-lhp"),
    }
    case: Values = {
        "judul": "Kasi Kecamatan Siantan mendukung Bahari di Facebook",
        "sumber": "TEMUAN",
        "regime": "PILKADA",
        "jenis": ["HUKUM_LAIN/ASN"],
        "kategori": categories,
        "wilayah": region,
        "lhp": paper_id("S2-lhp"),
        "tgl_kejadian": "2024-09-01",
        "tgl_diketahui": "2024-09-02",
        "pihak": [{"orang": ref("S2-rika"), "peran": "TERLAPOR"}],
    }
    return Scenario(
        "S2",
        "PILKADA",
        region,
        "SNT",
        WIB,
        "2024-09-01",
        people,
        (
            Sheet("S2-lhp", PaperKind.SUPERVISION, "LHP", lhp),
            Sheet("S2-medsos", PaperKind.SOCIAL, "MEDSOS", capture),
            Sheet("S2-perkara", PaperKind.CASE, "PERKARA", case),
        ),
    )


def s4(evidence: Evidence = evidence_id) -> Scenario:
    """Lurah attends with letter of assignment and leaves: no violation (Pemilu, Kaltim, WITA)."""
    region = "64.71.05.1008"
    people: dict[str, Values] = {
        "S4-fadli": {
            "nama": "Muhammad Fadli",
            "jenis_id": "PNS",
            "nip": "197902102005121901",
            "jabatan": "Lurah Sepinggan Baru",
            "kewarganegaraan": "WNI",
        }
    }
    lhp: Values = {
        "tahapan": "KAMPANYE",
        "regime": "PEMILU",
        "pelaksana": [
            {
                "nama": "Dewi Anggraini",
                "jabatan": "Anggota Panwaslu Kecamatan Balikpapan Selatan",
            }
        ],
        "bentuk": "LANGSUNG",
        "tujuan": "Mengawasi silaturahmi warga dan Partai Nusa",
        "sasaran": ["ASN"],
        "mulai": "2023-12-16T15:50+08:00",
        "selesai": "2023-12-16T18:05+08:00",
        "wilayah": region,
        "tempat": "Gedung Serbaguna RT 31 Sepinggan Baru",
        "uraian_hasil": "Pada hari ini, Sabtu, 16 Desember 2023, pukul 15.50 s.d. 18.05 WITA "
        "bertempat di Gedung Serbaguna RT 31 Sepinggan Baru dilaksanakan pengawasan langsung. "
        "Lurah hadir dengan surat tugas dan pulang pukul 16.38 WITA.",
        "outcome": "TIDAK_ADA_DUGAAN",
        "lampiran": [evidence(f"S04-E0{number}") for number in (1, 2, 3)],
    }
    event: Values = {
        "nama_acara": "Silaturahmi Warga dan Partai Nusa (fiktif)",
        "tempat": "Gedung Serbaguna RT 31 Sepinggan Baru",
        "wilayah": region,
        "mulai": "2023-12-16T15:50+08:00",
        "selesai": "2023-12-16T18:05+08:00",
        "terlapor": ref("S4-fadli"),
        "kapasitas": "UNDANGAN",
        "datang": "16:00",
        "pulang": "16:38",
        "sebab_pulang": "MC mulai mengajak memilih pukul 16.36",
        "surat_tugas": "ADA",
        "surat_tugas_nomor": "800/456/SPT/2023",
        "surat_tugas_tanggal": "2023-12-15",
        "surat_tugas_penerbit": "Camat Balikpapan Selatan",
        "atribut": "tidak ada",
        "bertahan_setelah_kampanye": False,
        "regime": "PEMILU",
        "lhp": paper_id("S4-lhp"),
    }
    return Scenario(
        "S4",
        "PEMILU",
        region,
        "BPS",
        WITA,
        "2023-12-16",
        people,
        (
            Sheet("S4-lhp", PaperKind.SUPERVISION, "LHP", lhp),
            Sheet("S4-acara", PaperKind.EVENT, "ACARA", event),
        ),
    )


def s6(evidence: Evidence = evidence_id) -> Scenario:
    """Envelopes in the quiet period, protected witness, physical exhibit (Pemilu, NTT, WITA)."""
    region = "53.06.07.2008"
    people: dict[str, Values] = {
        "S6-yuliana": {
            "nama": "Yuliana T.",
            "nik": "5306075004909902",
            "jenis_id": "TIDAK_DIKETAHUI",
            "kewarganegaraan": "WNI",
            "dilindungi": True,
            "kode_samaran": "SAKSI-1",
        },
        "S6-petrus": {
            "nama": "Petrus K.",
            "jenis_id": "TIDAK_DIKETAHUI",
            "jabatan": "anggota tim kampanye Caleg DPRD-K No. 2 Partai Nusa (fiktif)",
            "alamat": "Dusun II Menanga",
        },
    }
    lhp: Values = {
        "tahapan": "MASA_TENANG",
        "regime": "PEMILU",
        "pelaksana": [
            {
                "nama": "Yohanes Lamanepa",
                "jabatan": "Ketua Panwaslu Kecamatan Solor Timur",
            },
            {"nama": "Maria Ose", "jabatan": "PKD Menanga"},
        ],
        "bentuk": "LANGSUNG",
        "tujuan": "Patroli masa tenang",
        "sasaran": ["TIM_KAMPANYE"],
        "mulai": "2024-02-12T21:10+08:00",
        "selesai": "2024-02-12T23:30+08:00",
        "wilayah": region,
        "tempat": "Dusun II Menanga",
        "uraian_hasil": "Pada hari ini, Senin, 12 Februari 2024, pukul 21.10 s.d. 23.30 WITA "
        "bertempat di Dusun II Menanga dilaksanakan pengawasan langsung. SAKSI-1 menyerahkan 14 "
        "amplop berisi uang dan stiker caleg.",
        "outcome": "DUGAAN_PELANGGARAN",
        "peristiwa": "Pembagian amplop berisi uang dan stiker caleg pada masa tenang",
        "tempat_kejadian": "Dusun II Menanga",
        "waktu_kejadian": "2024-02-12T21:40+08:00",
        "pelaku": [{"orang": ref("S6-petrus"), "nama": "Petrus K. (alias)"}],
        "saksi": [
            {
                "orang": ref("S6-yuliana"),
                "nama": "Yuliana T.",
                "nik": "5306075004909902",
                "dilindungi": True,
                "kode_samaran": "SAKSI-1",
            },
            {"nama": "Kosmas D.", "alamat": "Menanga"},
        ],
        "alat_bukti": [evidence(f"S06-E0{number}") for number in (1, 2, 3)],
        "barang_bukti": [
            {
                "nama": "amplop putih berisi uang Rp50.000 dan stiker caleg",
                "jumlah": 14,
                "satuan": "amplop",
                "kondisi": "tersegel plastik",
            }
        ],
        "kategori": ["POL-UANG/tunai", "PM-523-2"],
    }
    exhibit: Values = {
        "nama": "amplop putih berisi uang Rp50.000 dan stiker caleg",
        "jumlah": 14,
        "satuan": "amplop",
        "nilai_rp": 700_000,
        "no_seri_uang": [{"nomor": f"XAA90000{number}"} for number in (1, 2, 3)],
        "kondisi": "tersegel plastik",
        "no_segel": "SGL-0047",
        "diterima": "2024-02-12T22:05+08:00",
        "penyerah": ref("S6-yuliana"),
        "penyerah_nama": "SAKSI-1",
        "penerima": "Yohanes Lamanepa",
        "tanda_terima_no": "003/TT/SLT/02/2024",
        "tempat_simpan": "lemari besi sekretariat",
        "wilayah": region,
        "lhp": paper_id("S6-lhp"),
    }
    handover: Values = {
        "nomor": "003/TT/SLT/02/2024",
        "waktu": "2024-02-12T22:05+08:00",
        "tempat": "Dusun II Menanga",
        "maksud": "MENERIMA",
        "penyerah": ref("S6-yuliana"),
        "penyerah_nama": "SAKSI-1",
        "penyerah_sukarela": True,
        "penerima": "Yohanes Lamanepa",
        "penerima_jabatan": "Ketua Panwaslu Kecamatan Solor Timur",
        "barang": [
            {
                "nama": "amplop putih berisi uang Rp50.000 dan stiker caleg",
                "jumlah": 14,
                "satuan": "amplop",
                "kondisi": "tersegel plastik",
                "no_segel": "SGL-0047",
            }
        ],
        "barang_bukti": paper_id("S6-barang"),
        "keperluan": "penanganan dugaan politik uang",
    }
    case: Values = {
        "judul": "Amplop masa tenang di Dusun II Menanga",
        "sumber": "TEMUAN",
        "regime": "PEMILU",
        "jenis": ["PIDANA"],
        "kategori": ["POL-UANG/tunai", "PM-523-2"],
        "wilayah": region,
        "lhp": paper_id("S6-lhp"),
        "tgl_kejadian": "2024-02-12",
        "tgl_ditemukan": "2024-02-12",
        "tgl_registrasi": "2024-02-13T10:30+08:00",
        "pihak": [
            {"orang": ref("S6-petrus"), "peran": "TERLAPOR"},
            {"orang": ref("S6-yuliana"), "peran": "SAKSI"},
        ],
    }
    return Scenario(
        "S6",
        "PEMILU",
        region,
        "SLT",
        WITA,
        "2024-02-12",
        people,
        (
            Sheet("S6-lhp", PaperKind.SUPERVISION, "LHP", lhp),
            Sheet("S6-barang", PaperKind.EXHIBIT, "BARANG_BUKTI", exhibit),
            Sheet("S6-serah", PaperKind.HANDOVER, "SERAH_TERIMA", handover),
            Sheet("S6-perkara", PaperKind.CASE, "PERKARA", case),
        ),
    )


def s7(evidence: Evidence = evidence_id) -> Scenario:
    """Resident reports a village head; incomplete, then corrected (Pemilu, Lampung, WIB)."""
    region = "18.03.13.2002"
    report: Values = {
        "pelapor_nama": "Suparmin",
        "pelapor_tempat_lahir": "Kotabumi",
        "pelapor_tgl_lahir": "1980-06-12",
        "pelapor_jk": "L",
        "pelapor_pekerjaan": "petani",
        "pelapor_kewarganegaraan": "WNI",
        "pelapor_alamat": "",
        "pelapor_hp": "081200000902",
        "pelapor_nik": "1803131206809901",
        "pelapor_kedudukan": "WNI",
        "terlapor": [{"nama": "Kepala Desa S. (fiktif)", "alamat": "Desa Semuli Raya"}],
        "peristiwa": "Kades mengajak warga mencoblos Caleg No. 1 pada pembagian honor RT",
        "tempat_kejadian": "Aula Desa Semuli Raya",
        "wilayah": region,
        "tgl_kejadian": "2024-01-20",
        "tgl_diketahui": "2024-01-22",
        "kategori": ["PM-490", "DS-29"],
        "regime": "PEMILU",
        "saksi": [{"nama": "Warsito", "alamat": "Semuli Raya", "hp": "081200000903"}],
        "bukti_daftar": [{"nama": "Video ajakan kepala desa, 1 menit 26 detik"}],
        "bukti": [evidence("S07-E01")],
        "uraian": "Pada pembagian honor RT di aula desa, kepala desa mengajak warga mencoblos "
        "Caleg No. 1. Ajakan itu terekam video yang beredar dua hari kemudian.",
        "tempat_lapor": "Sekretariat Panwaslu Kecamatan Abung Semuli",
        "dilaporkan": "2024-01-29T10:05+07:00",
        "penerima": "Siti Rahmawati",
        "penerima_jabatan": "Anggota Panwaslu Kecamatan Abung Semuli",
        "pernyataan": True,
    }
    receipt: Values = {
        "nama": "Suparmin",
        "ttl": "Kotabumi, 12 Juni 1980",
        "hp": "081200000902",
        "tempat_lapor": "Sekretariat Panwaslu Kecamatan Abung Semuli",
        "tanggal": "2024-01-29",
        "waktu": "10:05",
        "laporan": paper_id("S7-laporan"),
        "penerima": "Siti Rahmawati",
    }
    corrected: Values = {
        **receipt,
        "alamat": "Dusun III RT 02 Semuli Raya",
        "tanggal": "2024-01-31",
        "waktu": "14:20",
        "diperbaiki": "Alamat pelapor dilengkapi.",
    }
    review: Values = {
        "jenis_kajian": "AWAL",
        "regime": "PEMILU",
        "laporan": paper_id("S7-laporan"),
        "tanggal": "2024-01-30",
        "penyusun": [{"nama": "Siti Rahmawati", "jabatan": "Anggota"}],
        "formal": "KURANG",
        "formal_kurang": [{"syarat": "alamat pelapor"}],
        "materiel": "LENGKAP",
        "hasil_awal": "TIDAK_LENGKAP",
        "alasan_awal": "Alamat pelapor belum diisi.",
    }
    case: Values = {
        "judul": "Kades Semuli Raya mengajak mencoblos Caleg No. 1",
        "sumber": "LAPORAN",
        "laporan": paper_id("S7-laporan"),
        "regime": "PEMILU",
        "jenis": ["PIDANA"],
        "kategori": ["PM-490", "DS-29"],
        "wilayah": region,
        "tgl_kejadian": "2024-01-20",
        "tgl_diketahui": "2024-01-22",
        "tgl_laporan": "2024-01-29T10:05+07:00",
    }
    return Scenario(
        "S7",
        "PEMILU",
        region,
        "ABS",
        WIB,
        "2024-01-20",
        {},
        (
            Sheet("S7-laporan", PaperKind.REPORT, "LAPORAN", report),
            Sheet("S7-tanda-terima", PaperKind.RECEIPT, "TANDA_TERIMA", receipt),
            Sheet("S7-kajian-awal", PaperKind.REVIEW, "KAJIAN", review),
            Sheet("S7-perbaikan", PaperKind.RECEIPT, "TANDA_TERIMA_PERBAIKAN", corrected),
            Sheet("S7-perkara", PaperKind.CASE, "PERKARA", case),
        ),
    )


def s10(evidence: Evidence = evidence_id) -> Scenario:
    """Banner on a place of worship: corrective advice obeyed (Pemilu, Sulsel islands, WITA)."""
    region = "73.71.15.1002"
    lhp: Values = {
        "tahapan": "KAMPANYE",
        "regime": "PEMILU",
        "pelaksana": [
            {
                "nama": "Hj. Nurhayati",
                "jabatan": "Anggota Panwaslu Kecamatan Kepulauan Sangkarrang",
            }
        ],
        "bentuk": "LANGSUNG",
        "mulai": "2023-12-04T09:00+08:00",
        "selesai": "2023-12-04T11:30+08:00",
        "wilayah": region,
        "tempat": "pagar masjid RW 02",
        "uraian_hasil": "Pada hari ini, Senin, 4 Desember 2023, pukul 09.00 s.d. 11.30 WITA "
        "bertempat di pagar masjid RW 02 dilaksanakan pengawasan langsung. Ditemukan spanduk.",
        "outcome": "SARAN_PERBAIKAN",
        "saran_isi": "Memindahkan spanduk dari pagar masjid",
        "saran_kepada": "ketua ranting partai",
        "saran_disampaikan": "2023-12-04T11:45+08:00",
        "lampiran": [evidence("S10-E01")],
    }
    prop: Values = {
        "jenis": "SPANDUK",
        "ukuran": "1x4 m",
        "jumlah": 1,
        "peserta": "Partai Cakrawala (fiktif)",
        "waktu": "2023-12-04T09:15+08:00",
        "tempat": "pagar masjid RW 02",
        "wilayah": region,
        "lokasi_terlarang": "TEMPAT_IBADAH",
        "bukti": [evidence("S10-E01")],
        "lhp": paper_id("S10-lhp"),
    }
    advice: Values = {
        "nomor": "SP-SKR-001",
        "lhp": paper_id("S10-lhp"),
        "kepada": "ketua ranting partai",
        "isi": "Memindahkan spanduk dari pagar masjid",
        "wilayah": region,
        "regime": "PEMILU",
        "disampaikan": "2023-12-04T11:45+08:00",
        "batas": "2023-12-07",
        "foto_sebelum": [evidence("S10-E01")],
        "hasil": "DILAKSANAKAN",
        "dicek": "2023-12-06T16:20+08:00",
        "foto_sesudah": [evidence("S10-E02")],
    }
    return Scenario(
        "S10",
        "PEMILU",
        region,
        "SKR",
        WITA,
        "2023-12-04",
        {},
        (
            Sheet("S10-lhp", PaperKind.SUPERVISION, "LHP", lhp),
            Sheet("S10-apk", PaperKind.PROP, "APK", prop),
            Sheet("S10-saran", PaperKind.ADVICE, "SARAN_PERBAIKAN", advice),
        ),
    )


SCENARIOS: tuple[Callable[..., Scenario], ...] = (s1, s2, s4, s6, s7, s10, s3, s8, s12)
