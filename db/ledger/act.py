# SPDX-License-Identifier: GPL-3.0-or-later
"""What can happen to a vault, its evidence and its papers.  The words are the field's own."""

from enum import StrEnum


class Act(StrEnum):
    """One kind of ledger entry; the wire words follow the custody events of SNI ISO/IEC 27037."""

    VAULT_CREATED = "BRANKAS_DIBUAT"
    ACCOUNT_ADDED = "AKUN_DITAMBAH"
    ACCOUNT_KEY_REPLACED = "KUNCI_AKUN_DIGANTI"
    ACCOUNT_CLOSED = "AKUN_DITUTUP"
    PASSPHRASE_CHANGED = "SANDI_DIGANTI"  # noqa: S105 - the name of an act
    UNLOCKED = "BRANKAS_DIBUKA"
    LOCKED = "BRANKAS_DIKUNCI"
    UNLOCK_FAILED = "GAGAL_MEMBUKA"
    SEALED = "DISEGEL"
    ARRIVED_AGAIN = "DITERIMA_LAGI"
    VIEWED = "DILIHAT"
    VERIFIED = "DIVERIFIKASI_OK"
    VERIFY_FAILED = "DIVERIFIKASI_GAGAL"
    MENDED = "DIPULIHKAN"  # rows that no longer opened were replaced by the same ones from a copy
    EXPORTED = "DIEKSPOR"
    NOTED = "DICATAT"
    BACKED_UP = "DICADANGKAN"
    EXAMINED = "DIPERIKSA"
    SIGNED = "DITANDATANGANI"
    MOVED = "STATUS_DIUBAH"
    LINKED = "DITAUTKAN"
    UNLINKED = "DILEPAS"
    PRINTED = "DICETAK"
    ISSUER_TRUSTED = "PENERBIT_DIPERCAYA"
    ISSUER_DISTRUSTED = "PENERBIT_DICABUT"
    REFERENCE_TAKEN = "RUJUKAN_DITERIMA"
    CLOCK_NOTED = "JAM_DICATAT"
    RECORDING_BEGUN = "PEREKAMAN_DIMULAI"
    RECORDING_CUT = "PEREKAMAN_TERPUTUS"  # found cut, and about to be recovered
    REFERENCE_ISSUED = "RUJUKAN_DITERBITKAN"
    OFFICE_JOINED = "KANTOR_DITAUTKAN"
    OFFICE_SEEN = "KANTOR_DIHUBUNGI"  # its newest log head: what follows is younger
    OFFICE_DOUBTED = "KANTOR_DIRAGUKAN"  # it contradicts what it signed, or lost something
    MARKED = "WAKTU_DITANDAI"  # a note at a moment of a recording
    SHIELDED = "DITANDAI_SENSITIF"  # shown only when asked for
    UNSHIELDED = "TANDA_SENSITIF_DICABUT"
    READER_JOINED = "PEMBACA_DITAUTKAN"  # this office reads what its laptops send
    OFFICE_TOOK = "DITERIMA_KANTOR"  # a sender's entries or item, as far as they were proven
    REVIEWED = "DITINJAU_KANTOR"
    LETTER_SENT = "SURAT_DIKIRIM"
    LETTER_TAKEN = "SURAT_DITERIMA"
    BUNDLE_TAKEN = "DITERIMA_BERKAS"  # another vault's bundle, or an item out of it
    LETTER_REFUSED = "SURAT_DITOLAK"  # nobody whom the office vouches for wrote it


class SubjectKind(StrEnum):
    """What an entry is about."""

    VAULT = "brankas"
    ACCOUNT = "akun"
    EVIDENCE = "bukti"
    BUNDLE = "paket"
    BACKUP = "cadangan"
    PAPER = "berkas"
    CASE = "perkara"
    PERSON = "orang"
    REFERENCE = "rujukan"
    CLOCK = "jam"
    RECORDING = "rekaman"
    OFFICE = "kantor"
    SENDER = "pengirim"
    LETTER = "surat"
