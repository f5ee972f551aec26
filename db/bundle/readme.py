# SPDX-License-Identifier: GPL-3.0-or-later
"""BACA-SAYA.txt: for whoever receives the bundle, in words that need no computer science."""

from collections.abc import Sequence
from typing import Final

from db.bundle.books import keys_of
from db.bundle.contents import Contents
from db.ledger.checkpoint import KEY_NAME
from db.ledger.keybook import Key
from db.seal.signature import fingerprint

INDONESIAN: Final = """\
PAKET BUKTI
===========
{title}

Nomor paket : {identifier}{case}
Dari        : {organisation}
Dibuat      : {created}
Isi         : {count} bukti{variant}{failed}

Terima kasih telah menerima paket ini. Isinya bukti elektronik yang disegel sejak masuk ke
tangan pengawas. Anda tidak perlu memasang program apa pun.

MENERIMA
  - Salin SELURUH folder ini apa adanya. Jangan mengubah, menambah, menghapus, atau mengganti
    nama berkas apa pun, walau hanya satu; perubahan sekecil apa pun akan terlihat.
  - Simpan flashdisk atau surat pengantarnya bersama berita acara penerimaan.

MEMERIKSA (beberapa menit)
  1. Klik dua kali verifikasi.html. Halaman itu terbuka di peramban dan bekerja tanpa internet.
  2. Seret folder ini ke halaman itu, lalu tunggu sampai selesai.
  3. Hasil hijau berarti semua berkas sama persis dengan yang ditandatangani.
  4. Cocokkan sidik kunci di halaman itu dengan yang tertulis dalam surat pengantar atau yang
     disebutkan pengirim lewat telepon ke nomor yang sudah Anda kenal. Sidik kunci yang tercantum
     di sini saja belum cukup, karena ia datang bersama paket:
{keys}
  Bila hasilnya tidak hijau atau sidiknya berbeda: jangan digunakan dulu, hubungi pengirim.

MEMBACA
  data/dokumen/      dokumen untuk majelis (daftar alat bukti dan lainnya), bila disertakan
  data/perkara/      formulir dan berita acara, bila disertakan
  data/bukti/NNNN/   berkas bukti; NNNN adalah nomor urutnya.
                     asli = berkas asli, tersamar = wajah atau identitas ditutup,
                     putar = salinan putar, bukan bukti: untuk perangkat yang tidak mengenal
                     berkas aslinya
  Folder dan berkas lainnya dibaca oleh alat pemeriksa.

YANG PERLU DIINGAT
  Pemeriksaan menunjukkan bahwa berkas tidak berubah sejak disegel dan siapa yang menangani. Ia
  tidak menunjukkan apa yang terjadi sebelum disegel. Penilaian tetap pada majelis.
  Bukti yang gagal dibuka dari brankas tetap tercantum, tanpa berkas dan dengan keterangannya.

Untuk ahli digital forensik: UNTUK-AHLI.txt.
"""

ENGLISH: Final = """\

------------------------------------------------------------------------------------------

EVIDENCE BUNDLE
===============
{title}

Bundle no.  : {identifier}{case}
From        : {organisation}
Made        : {created}
Holds       : {count} exhibits{variant}{failed}

Thank you for receiving this bundle. It holds electronic evidence that was sealed when it came
into the supervisors' hands. You need not install anything.

RECEIVING
  - Copy the WHOLE folder as it is. Do not change, add, delete or rename any file, not even one;
    the smallest change will show.
  - Keep the stick or the covering letter with the record of receipt.

CHECKING (a few minutes)
  1. Double-click verifikasi.html. It opens in the browser and works without internet.
  2. Drag this folder onto that page and wait until it has finished.
  3. A green result means that all files are exactly those that were signed.
  4. Compare the key fingerprint on that page with the one in the covering letter, or the one the
     sender tells you on a telephone number you already know. The one printed here is not enough
     by itself, because it came with the bundle:
{keys}
  If the result is not green or the fingerprint differs: do not rely on it yet, ask the sender.

READING
  data/dokumen/      documents for the panel (list of exhibits and others), where included
  data/perkara/      forms and minutes, where included
  data/bukti/NNNN/   the exhibits; NNNN is the running number.
                     asli = original, tersamar = faces or identities covered,
                     putar = a copy for playing, not evidence: for devices that do not know
                     the original's format
  The other folders and files are for the checking tools.

PLEASE REMEMBER
  The check shows that files have not changed since they were sealed and who handled them. It does
  not show what happened before. Weighing it is for the panel.
  An item that did not open from the vault is still listed, without its file and with the reason.

For the forensic expert: UNTUK-AHLI.txt.
"""


def readme(contents: Contents, failed: Sequence[int]) -> str:
    """Return the text; `failed` are the exhibits of which something could not be given."""
    numbers = ", ".join(f"{number:04d}" for number in failed)
    hearing = contents.hearing
    case = "" if hearing is None else line(hearing.case)
    blanks = {
        "title": line(contents.title),
        "identifier": line(contents.identifier),
        "organisation": line(contents.organisation),
        "created": contents.created.isoformat(sep=" ", timespec="seconds"),
        "count": str(len(contents.exhibits)),
        "keys": key_lines(contents),
    }
    indonesian = {
        "case": f"\nPerkara     : {case}" if case else "",
        "variant": ", varian publik" if contents.public else "",
        "failed": f"; GAGAL DIBUKA: {numbers}" if failed else "",
    }
    english = {
        "case": f"\nCase        : {case}" if case else "",
        "variant": ", public variant" if contents.public else "",
        "failed": f"; DID NOT OPEN: {numbers}" if failed else "",
    }
    return INDONESIAN.format(**blanks, **indonesian) + ENGLISH.format(**blanks, **english)


def key_lines(contents: Contents) -> str:
    """Return the fingerprint of every key with role and name, one a line."""
    return "\n".join(dict.fromkeys(_key(contents, key) for key in keys_of(contents)))


def _key(contents: Contents, key: Key) -> str:
    who = line(contents.names.get(key.account, "")) or KEY_NAME + key.account
    return f"     {fingerprint(key.public_key)}   {key.role}, {who}"


def line(text: str) -> str:
    """Return user text on one line, so that it cannot pass for a line of ours."""
    return " ".join(text.split())
