# SPDX-License-Identifier: GPL-3.0-or-later
"""The text beside an encrypted bundle: how to join, open and check it, with public tools alone.

It names no exhibit and no person: anybody who finds the stick can read it.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from db.bundle.volumes import Volume

INDONESIAN: Final = """\
CARA MEMBUKA {identifier}
{line}
Berkas ini terenkripsi. Isinya hanya dapat dibuka oleh penerimanya.

1. PERIKSA BERKAS (SHA-256; Windows: certutil -hashfile NAMA SHA256)
{sums}
{join}
{step}. BUKA dengan Segel (seret {first} ke jendelanya), atau dengan program age
   (age-encryption.org):
{open}
   Bila age berhenti dengan pesan galat, hapus {identifier}.tar: isinya tidak utuh.

{next}. URAIKAN dan periksa
     tar -xf {identifier}.tar
   Lalu ikuti BACA-SAYA.txt di dalam folder {identifier}.
"""
ENGLISH: Final = """\

----------------------------------------------------------------------
HOW TO OPEN {identifier}

This file is encrypted. Only its recipients can open it.

1. CHECK THE FILES: the SHA-256 values above (sha256sum NAME).
{join}
{step}. OPEN with Segel (drop {first} on its window), or with the program age
   (age-encryption.org):
{open}
   If age ends with an error, delete {identifier}.tar: it is not whole.

{next}. UNPACK and check
     tar -xf {identifier}.tar
   Then follow BACA-SAYA.txt in the folder {identifier}.
"""
JOIN_ID: Final = """\

2. GABUNGKAN semua bagian, menurut urutannya, di satu folder
     Linux, macOS:  cat {numbered} > {whole}
     Windows:       copy /b {plussed} {whole}
"""
JOIN_EN: Final = """\

2. JOIN all parts, in their order, in one folder
     Linux, macOS:  cat {numbered} > {whole}
     Windows:       copy /b {plussed} {whole}
"""
BY_SHEET_ID: Final = """\
     age -d -i {key} -o {identifier}.tar {whole}
   Kata sandinya ada di lembar tercetak yang disampaikan lewat jalan lain.
"""
BY_SHEET_EN: Final = """\
     age -d -i {key} -o {identifier}.tar {whole}
   The passphrase is on a printed sheet that comes by another road.
"""
BY_KEY_ID: Final = """\
     age -d -i KUNCI-ANDA -o {identifier}.tar {whole}
   KUNCI-ANDA: berkas kunci age atau kunci SSH (ed25519) milik penerima.
"""
BY_KEY_EN: Final = """\
     age -d -i YOUR-KEY -o {identifier}.tar {whole}
   YOUR-KEY: the recipient's key file of age, or their SSH key (ed25519).
"""


def note_of(
    name: str, volumes: Sequence[Volume], recipients: Sequence[str], key: Path | None
) -> bytes:
    """Return the text for the files as they are called in the end."""
    names = [one.name for one in volumes]
    split = len(names) > 1
    blanks = {
        "identifier": name,
        "line": "=" * (13 + len(name)),
        "sums": "\n".join(f"{one.sha256}  {one.name}" for one in volumes),
        "whole": names[0].rpartition(".")[0] if split else names[0],
        "first": names[0],
        "numbered": " ".join(names),
        "plussed": "+".join(names),
        "key": "" if key is None else key.name,
        "step": "3" if split else "2",
        "next": "4" if split else "3",
    }

    def said(text: str, join: str, by_sheet: str, by_key: str, either: str) -> str:
        ways = [by_sheet] * (key is not None) + [by_key] * bool(recipients)
        opening = either.join(way.format(**blanks) for way in ways).rstrip("\n")
        joining = join.format(**blanks).rstrip("\n") if split else ""
        return text.format(**blanks, join=joining, open=opening)

    indonesian = said(INDONESIAN, JOIN_ID, BY_SHEET_ID, BY_KEY_ID, "   atau\n")
    return (indonesian + said(ENGLISH, JOIN_EN, BY_SHEET_EN, BY_KEY_EN, "   or\n")).encode()
