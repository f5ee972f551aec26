# SPDX-License-Identifier: GPL-3.0-or-later
"""BACA-SAYA.txt: what the bundle is and how a stranger checks it with tools that are not ours."""

from collections.abc import Sequence
from typing import Final

from db.bundle.books import keys_of
from db.bundle.contents import Contents
from db.ledger.checkpoint import KEY_NAME
from db.ledger.keybook import Key
from db.seal.signature import fingerprint

INDONESIAN: Final = """\
PAKET BUKTI SEGEL
=================
{title}

Nomor paket : {identifier}
Dari        : {organisation}
Dibuat      : {created}
Isi         : {count} bukti{failed}
Brankas     : {vault}

ISI FOLDER
  data/bukti/NNNN/asli.*   berkas asli, bita demi bita, tidak diubah
  data/rekam/NNNN.json     lembar tiap bukti: nama asal, sidik SHA-256, keterangan dari
                           berkas, temuan, asal-usul, dan riwayat penanganan
  data/buku/               kutipan buku besar bertanda tangan, catatan, dan kepala buku
  data/kunci/kunci.json    kunci publik penanda tangan

CARA MEMERIKSA
Buka terminal di dalam folder ini.

1. Setiap berkas tidak berubah (alat bawaan Linux):
     sha256sum -c manifest-sha256.txt
     sha256sum -c tagmanifest-sha256.txt
   Di Windows, untuk satu berkas (PowerShell), lalu cocokkan dengan manifest-sha256.txt:
     Get-FileHash -Algorithm SHA256 NAMA-BERKAS

2. Tidak ada berkas tambahan. Perintah di atas tidak melihat berkas yang disisipkan, jadi hitung:
     find data -type f | wc -l
   Hasilnya harus {payload}: sama dengan angka sesudah titik pada Payload-Oxum di bag-info.txt.

3. Seluruh folder sebagai kantong BagIt (RFC 8493), dengan alat bagit-python:
     bagit.py --validate .

4. Tanda tangan, urutan, dan riwayat, dengan program Segel:
     python -m db.bundle FOLDER-INI

5. Kunci itu milik siapa? Hal ini TIDAK dapat ditunjukkan oleh paket ini sendiri. Mintalah sidik
   kunci kepada pengirim lewat jalan lain (surat resmi, telepon ke nomor yang sudah dikenal,
   bertemu langsung), lalu cocokkan huruf demi huruf dengan:
{keys}

YANG DITUNJUKKAN DAN YANG TIDAK
  - Bila semua pemeriksaan lolos, paket ini menunjukkan: berkas sama persis dengan saat
    disegel, dan setiap langkah yang tercantum ditandatangani oleh akun yang melakukannya,
    dalam satu riwayat.
  - Tidak ditunjukkan: apa yang terjadi SEBELUM disegel; siapa pemilik kunci; jam laptop yang benar;
    langkah lain yang tidak dikutip di sini.
  - Temuan dibaca dari metadata, yang dapat hilang atau berubah tanpa niat. Temuan bukan
    putusan, dan tidak adanya temuan juga bukan putusan.
  - Bukti yang gagal dibuka dari brankas tetap tercantum, tanpa berkas dan dengan keterangannya.
"""

ENGLISH: Final = """\

------------------------------------------------------------------------------------------

SEGEL EVIDENCE BUNDLE
=====================
{title}

Bundle no.  : {identifier}
From        : {organisation}
Made        : {created}
Holds       : {count} exhibits{failed}
Vault       : {vault}

WHAT IS IN THIS FOLDER
  data/bukti/NNNN/asli.*   the originals, byte for byte, unchanged
  data/rekam/NNNN.json     the sheet of each exhibit: original name, SHA-256, what the file says
                           of itself, findings, where it came from, how it was handled
  data/buku/               signed ledger excerpt, records, and the ledger's head
  data/kunci/kunci.json    the signers' public keys

HOW TO CHECK
Open a terminal inside this folder.

1. No file has changed (stock Linux tools):
     sha256sum -c manifest-sha256.txt
     sha256sum -c tagmanifest-sha256.txt
   On Windows, for one file (PowerShell), then compare with manifest-sha256.txt:
     Get-FileHash -Algorithm SHA256 FILE-NAME

2. No file was added. The commands above do not see an inserted file, so count:
     find data -type f | wc -l
   It must say {payload}: the figure after the dot of Payload-Oxum in bag-info.txt.

3. The whole folder as a BagIt bag (RFC 8493), with bagit-python:
     bagit.py --validate .

4. Signatures, order and history, with Segel:
     python -m db.bundle --lang en THIS-FOLDER

5. Whose keys are they? This bundle CANNOT show that by itself. Ask the sender for the key
   fingerprint by another road (an official letter, a call to a number you already know, in
   person) and compare letter by letter with:
{keys}

WHAT IT SHOWS AND WHAT IT DOES NOT
  - Shown when every check passes: the files are exactly those that were sealed, and every step
    listed was signed by the account that took it, in one history.
  - Not shown: what happened BEFORE sealing; who owns a key; that the laptop's clock was right;
    other steps that are not quoted here.
  - Findings are read from metadata, which can be lost or changed without intent. A finding is not
    a verdict, and neither is its absence.
  - An item that did not open from the vault is still listed, without its file and with the reason.
"""


def readme(contents: Contents, failed: Sequence[int], payload: int) -> str:
    """Return the text; `failed` are the exhibits without a file, `payload` the files under data."""
    numbers = ", ".join(f"{number:04d}" for number in failed)
    keys = dict.fromkeys(_key(contents, key) for key in keys_of(contents))
    blanks = {
        "title": _line(contents.title),
        "identifier": _line(contents.identifier),
        "organisation": _line(contents.organisation),
        "created": contents.created.isoformat(sep=" ", timespec="seconds"),
        "count": str(len(contents.exhibits)),
        "vault": contents.vault,
        "payload": str(payload),
        "keys": "\n".join(keys),
    }
    indonesian = f"; GAGAL DIBUKA: {numbers}" if failed else ""
    english = f"; DID NOT OPEN: {numbers}" if failed else ""
    return INDONESIAN.format(**blanks, failed=indonesian) + ENGLISH.format(**blanks, failed=english)


def _key(contents: Contents, key: Key) -> str:
    who = _line(contents.names.get(key.account, "")) or KEY_NAME + key.account
    return f"     {fingerprint(key.public_key)}   {key.role}, {who}"


def _line(text: str) -> str:
    """Return user text on one line, so that it cannot pass for a line of ours."""
    return " ".join(text.split())
