# SPDX-License-Identifier: GPL-3.0-or-later
"""What the examination says on the terminal, in Indonesian and in English."""

from collections.abc import Mapping
from typing import Final

from db.bundle.detail import Detail
from db.model.flaw import Flaw

LANGUAGES: Final = ("id", "en")

Phrase = Mapping[str, str]

TITLE: Final[Phrase] = {"id": "Memeriksa paket bukti", "en": "Examining the evidence bundle"}
STEPS: Final[Mapping[str, Phrase]] = {
    "bag": {
        "id": "berkas, manifest, dan hitungannya",
        "en": "files, manifests and their counts",
    },
    "ledger": {
        "id": "kutipan buku besar dan tanda tangannya",
        "en": "ledger excerpt and its signatures",
    },
    "keys_listed": {"id": "daftar kunci publik", "en": "list of public keys"},
    "sheets": {
        "id": "lembar bukti, asal-usul, dan berkas yang disegel",
        "en": "exhibit sheets, provenance and the sealed files",
    },
    "hearing": {
        "id": "keterangan sidang dan varian paket",
        "en": "the hearing and the variant of the bundle",
    },
    "receipts": {"id": "tanda terima kantor", "en": "receipts of the office"},
    "signature": {
        "id": "tanda tangan atas seluruh paket",
        "en": "signature over the whole bundle",
    },
}
PASSED: Final[Phrase] = {"id": "sesuai", "en": "in order"}
FLAWED: Final[Phrase] = {"id": "{count} kejanggalan", "en": "{count} flaws"}
SEEN: Final[Phrase] = {
    "id": "{files} berkas, {size} bita; {exhibits} bukti; {entries} entri buku besar dikutip",
    "en": "{files} files, {size} bytes; {exhibits} exhibits; {entries} ledger entries quoted",
}
HEAD: Final[Phrase] = {
    "id": "brankas {vault}, kepala buku pada entri ke-{head_size}",
    "en": "vault {vault}, head over {head_size} entries",
}
FAILED: Final[Phrase] = {
    "id": "bukti {number:04d} tidak ada berkasnya; paket sendiri menyebutkan: {failure}",
    "en": "exhibit {number:04d} has no file; the bundle itself says: {failure}",
}
PLAYABLE: Final[Phrase] = {
    "id": "bukti {number:04d}: salinan putar, bukan bukti: {file}\n"
    "     SHA-256 {sha256}\n     dibuat dari {origin} dengan {settings}",
    "en": "exhibit {number:04d}: a copy for playing, not evidence: {file}\n"
    "     SHA-256 {sha256}\n     made of {origin} with {settings}",
}
FIRST: Final[Phrase] = {
    "id": "format pertama: tidak ada tanda tangan atas seluruh paket",
    "en": "first format: there is no signature over the whole bundle",
}
RECEIPTED: Final[Phrase] = {
    "id": "kantor {depot} menyatakan memegang {size} entri pertama riwayat ini pada {at}",
    "en": "the office {depot} states that it held the first {size} entries at {at}",
}
SIGNED: Final[Phrase] = {
    "id": "seluruh paket ditandatangani {key}",
    "en": "the whole bundle is signed by {key}",
}
CERTIFIED: Final[Phrase] = {
    "id": "ada tanda tangan bersertifikat; tidak diperiksa di sini, lihat UNTUK-AHLI.txt",
    "en": "there is a certified signature; not checked here, see UNTUK-AHLI.txt",
}
STAMPED: Final[Phrase] = {
    "id": "ada stempel waktu; tidak diperiksa di sini, lihat UNTUK-AHLI.txt",
    "en": "there is a time stamp; not checked here, see UNTUK-AHLI.txt",
}
KEYS: Final[Phrase] = {
    "id": "Cocokkan sidik kunci ini dengan pengirim lewat jalan lain (surat, telepon, bertemu):",
    "en": "Compare these key fingerprints with the sender by another road (letter, call, meeting):",
}
UNNAMED: Final[Phrase] = {"id": "tanpa nama", "en": "not named"}
SOUND: Final[Phrase] = {
    "id": (
        "HASIL: paket sesuai. Semua berkas sama dengan saat disegel dan semua langkah yang dikutip"
        " bertanda tangan. Ini tidak menunjukkan apa yang terjadi sebelum disegel."
    ),
    "en": (
        "RESULT: the bundle is in order. All files are those that were sealed and every quoted"
        " step is signed for. This does not show what happened before sealing."
    ),
}
SOUND_BUT_FAILED: Final[Phrase] = {
    "id": (
        "HASIL: paket sesuai, tetapi {failed} bukti disertakan tanpa berkas karena gagal dibuka"
        " dari brankas. Berkas lain sama dengan saat disegel."
    ),
    "en": (
        "RESULT: the bundle is in order, but {failed} exhibits are shown without their file"
        " because they did not open from the vault. All other files are those that were sealed."
    ),
}
UNSOUND: Final[Phrase] = {
    "id": "HASIL: paket TIDAK sesuai: {count} kejanggalan, masing-masing disebut di atas.",
    "en": "RESULT: the bundle is NOT in order: {count} flaws, each named above.",
}
UNEXAMINED: Final[Phrase] = {
    "id": "TIDAK DAPAT DIPERIKSA: {reason}.",
    "en": "CANNOT BE EXAMINED: {reason}.",
}
REASONS: Final[Mapping[str, Phrase]] = {
    "not-found": {"id": "folder itu tidak ada", "en": "there is no such folder"},
    "access-denied": {
        "id": "sistem tidak mengizinkan folder itu dibaca",
        "en": "the system does not allow this folder to be read",
    },
    "bundle-damaged": {
        "id": "folder itu tidak dapat dibaca sebagai paket",
        "en": "this folder cannot be read as a bundle",
    },
    "newer-format": {
        "id": "paket ditulis oleh Segel yang lebih baru; perbarui programnya",
        "en": "the bundle was written by a newer Segel; update the program",
    },
}

FLAWS: Final[Mapping[Flaw, Phrase]] = {
    Flaw.MISSING: {"id": "tidak ada", "en": "missing"},
    Flaw.EXTRA: {"id": "berlebih", "en": "extra"},
    Flaw.UNREADABLE: {"id": "tidak terbaca", "en": "unreadable"},
    Flaw.MISMATCH: {"id": "tidak cocok", "en": "mismatch"},
    Flaw.GAP: {"id": "nomor terlewat", "en": "gap"},
    Flaw.BROKEN_LINK: {"id": "rantai putus", "en": "broken link"},
    Flaw.WRONG_ORDER: {"id": "urutan salah", "en": "wrong order"},
    Flaw.BAD_SIGNATURE: {"id": "tanda tangan tidak cocok", "en": "bad signature"},
    Flaw.UNKNOWN_SIGNER: {"id": "penanda tangan tidak dikenal", "en": "unknown signer"},
    Flaw.WRONG_SIGNER: {"id": "penanda tangan bukan pelakunya", "en": "wrong signer"},
    Flaw.UNSIGNED: {"id": "tanpa tanda tangan", "en": "unsigned"},
    Flaw.CUT_TAIL: {"id": "riwayat terpotong", "en": "history cut"},
    Flaw.FORKED: {"id": "riwayat bercabang", "en": "history forked"},
    Flaw.CLOCK_BACKWARDS: {"id": "jam mundur", "en": "clock went backwards"},
    Flaw.MALFORMED: {"id": "bentuk salah", "en": "malformed"},
}

DETAILS: Final[Mapping[Detail, str]] = {
    Detail.NOT_THERE: "tercantum dalam manifest, tetapi berkasnya tidak ada",
    Detail.TAG_NOT_THERE: "setiap paket memiliki berkas ini, tetapi di sini tidak ada",
    Detail.UNLISTED: "tidak tercantum dalam manifest mana pun",
    Detail.UNLISTED_IN_ONE: "tidak tercantum dalam salah satu dari dua manifest",
    Detail.UNLISTED_TAG: "tidak tercantum dalam manifest berkas penyerta",
    Detail.NO_TAG: "bukan berkas yang seharusnya ada dalam paket",
    Detail.OTHER_BYTES: "isinya bukan yang dijanjikan manifest",
    Detail.ONE_MANIFEST: "satu manifest menjanjikan isi lain; manifest satunya cocok dengan berkas",
    Detail.UNREADABLE: "media tidak dapat membacakan berkas ini",
    Detail.UNREADABLE_FOLDER: "media tidak dapat menunjukkan isi folder ini",
    Detail.EMPTY_FOLDER: "folder kosong yang tidak diterangkan apa pun",
    Detail.LINK: "tautan atau berkas khusus; tidak diikuti",
    Detail.UNSAFE_NAME: "nama yang tidak boleh ada dalam paket",
    Detail.SAME_NAME: "ada nama lain yang hanya berbeda huruf besar dan kecil",
    Detail.BAD_LINE: "baris ini bukan baris manifest",
    Detail.UNSAFE_LINE: "baris ini menyebut jalur yang tidak boleh ada; tidak dibuka",
    Detail.LISTED_TWICE: "baris ini menyebut berkas yang sama untuk kedua kali",
    Detail.LINE_FOREIGN: "baris ini menyebut berkas yang bukan bagian manifest ini",
    Detail.DECLARATION: "tidak menyatakan BagIt 1.0 dalam UTF-8",
    Detail.NO_OXUM: "tidak menyebut Payload-Oxum satu kali dalam bentuk yang benar",
    Detail.OTHER_OXUM: "Payload-Oxum bukan jumlah bita dan berkas di bawah data",
    Detail.NO_FORMAT: "tidak menyebut format paket ini satu kali",
    Detail.BAD_HEAD: "bukan kepala buku besar bertanda tangan",
    Detail.OTHER_VAULT: "milik brankas lain",
    Detail.UNKNOWN_ACCOUNT: "ditandatangani akun yang kuncinya tidak diperkenalkan entri mana pun",
    Detail.BAD_SIGNATURE: "tanda tangan tidak cocok dengan kunci yang berlaku",
    Detail.NOT_WHO_ACTED: "tindakan ditandatangani oleh selain pelakunya",
    Detail.BAD_ENTRY_LINE: "baris ini bukan kutipan entri dalam satu-satunya bentuk bakunya",
    Detail.OTHER_NUMBER: "entri menyebut dirinya dengan nomor lain",
    Detail.NOT_ASCENDING: "entri tidak berurutan naik, masing-masing satu kali",
    Detail.NOT_FOLLOWING: "tidak menyambung entri sebelumnya",
    Detail.NOT_IN_ACT: "jalur hash tidak menempatkannya di bawah kepala tindakannya",
    Detail.NOT_IN_HEAD: "jalur hash tidak menempatkannya di bawah kepala terakhir",
    Detail.NOT_PREFIX: "riwayat saat tindakan itu bukan awal dari riwayat terakhir",
    Detail.NO_FIRST: "entri pertama, yang memperkenalkan kunci pertama, tidak dikutip",
    Detail.MAY_NOT_APPOINT: "entri ini memperkenalkan kunci tanpa hak untuk itu",
    Detail.BAD_RECORD: "baris ini bukan catatan dalam satu-satunya bentuk bakunya",
    Detail.UNNAMED_RECORD: "tidak ada entri terkutip yang memuat sidik catatan ini",
    Detail.RECORD_TWICE: "catatan ini tercantum untuk kedua kali",
    Detail.BAD_KEYS: "bukan daftar kunci dalam satu-satunya bentuk bakunya",
    Detail.UNKNOWN_KEY: "kunci ini tidak diperkenalkan entri terkutip, atau diterangkan lain",
    Detail.KEY_NOT_LISTED: "kunci yang diperkenalkan entri ini tidak tercantum",
    Detail.OTHER_FINGERPRINT: "sidik kunci bukan milik kunci di sebelahnya",
    Detail.BAD_SHEET: "bukan lembar bukti dalam satu-satunya bentuk bakunya",
    Detail.OTHER_EXHIBIT: "nomor lembar berbeda dari nama berkasnya",
    Detail.SHEET_GAP: "ada nomor bukti yang terlewat",
    Detail.ITEM_TWICE: "lembar lain sudah menerangkan bukti yang sama",
    Detail.NOT_SEALED: "penyegelan bukti ini tidak dikutip, atau dikutip lebih dari satu kali",
    Detail.OTHER_THAN_SEALED: "entri penyegelan menyebut SHA-256 lain",
    Detail.NO_ORIGINAL: "lembar menyebut berkas yang tidak ada tanpa menerangkan kegagalan",
    Detail.SILENT_FAILURE: "lembar tidak menyebut berkas maupun kegagalan, atau menyebut keduanya",
    Detail.ORIGINAL_DIFFERS: "berkasnya bukan yang diterangkan lembar bukti",
    Detail.STRAY_ORIGINAL: "tidak ada lembar bukti yang menerangkan berkas ini",
    Detail.NO_SHEET: "ada entri tentang bukti ini, tetapi lembarnya tidak ada",
    Detail.OTHER_CUSTODY: "langkah penanganan bukan yang ada pada entri terkutip",
    Detail.OTHER_ARRIVALS: "asal-usul bukan yang ada pada entri terkutip atau catatannya",
    Detail.OTHER_RECORDS: "daftar catatan bukan yang disertakan dan disebut entrinya",
    Detail.OTHER_CLAIMS: "keterangan berkas bukan yang dicatat saat disegel",
    Detail.OTHER_FINDINGS: "temuan bukan yang dicatat saat disegel",
    Detail.OTHER_NAME: "nama bukan yang dicatat saat disegel",
    Detail.OTHER_FACTS: "waktu, tempat, atau jenis bukan yang dicatat saat disegel",
    Detail.OTHER_FORM: "yang disertakan bukan dalam bentuk yang disebut lembar buktinya",
    Detail.NO_COPY: "lembar menyebut salinan yang tidak ada tanpa menerangkan kegagalan",
    Detail.COPY_DIFFERS: "salinannya bukan berkas yang diterangkan lembar bukti",
    Detail.COPY_NOT_SEALED: "penyegelan salinan ini tidak dikutip, atau lebih dari satu kali",
    Detail.COPY_OTHER_THAN_SEALED: "entri yang menyegel salinan menyebut SHA-256 lain",
    Detail.OTHER_RECIPE: "resepnya bukan yang dicatat saat salinan itu disegel",
    Detail.NOT_PLAYABLE: (
        "salinan putar tidak disebut bukan bukti, atau tidak disebut dibuat dari yang diserahkan"
    ),
    Detail.BAD_HEARING: "bukan keterangan sidang dalam satu-satunya bentuk bakunya",
    Detail.OTHER_EXHIBITS: "menyebut bukti lain, atau dalam bentuk lain, daripada lembar bukti",
    Detail.CODE_TWICE: "dua bukti memakai kode yang sama",
    Detail.OTHER_IDENTIFIER: "menyebut nomor paket lain daripada bag-info.txt",
    Detail.PRIVATE_RECORDS: "paket publik tidak memuat catatan tertutup",
    Detail.NOT_MASKED: "lembar pada paket publik memuat hal yang hanya boleh dibaca majelis",
    Detail.BAD_RECEIPT: "baris ini bukan tanda terima atau kantor dalam bentuk bakunya",
    Detail.OTHER_OFFICE: "tidak ada entri terkutip yang menautkan kantor yang disebut di sini",
    Detail.LOG_NOT_SIGNED: "kepala log kantor tidak bertanda tangan kunci pada kartunya",
    Detail.NOT_IN_LOG: "jalur hash tidak menempatkan tanda terima di bawah kepala log kantor",
    Detail.OTHER_STATEMENT: "tanda terima itu tentang brankas lain atau tentang hal lain",
    Detail.OTHER_HISTORY: "riwayat yang diterima kantor bukan awal dari riwayat di sini",
    Detail.BAD_KEY_FILE: "bukan kunci publik Ed25519 dalam satu-satunya bentuk bakunya",
    Detail.BAD_SIGNATURE_FILE: "bukan 64 bita tanda tangan Ed25519",
    Detail.NOT_IN_FORCE: "bukan kunci yang berlaku saat paket ini dibuat",
    Detail.MAY_NOT_EXPORT: "peran pemilik kunci ini tidak berhak mengekspor",
    Detail.WHOLE_NOT_SIGNED: "tanda tangan tidak cocok dengan tagmanifest-sha256.txt",
    Detail.NOT_DER: "bukan satu nilai DER, padahal tanda tangan atau stempel waktu demikian",
}


def detail(text: str, language: str) -> str:
    """Return a discrepancy's sentence in `language`."""
    return DETAILS[Detail(text)] if language == "id" else text
