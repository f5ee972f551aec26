# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the frozen bundle of format version 1 anew; only for as long as no version is released.

Run from the project's folder: `python -m tests.vectors.make_bundle_v1`.
"""

import contextlib
import io
import json
import shutil
import tempfile
from pathlib import Path

from db.bundle.__main__ import main
from db.bundle.examine import examine
from db.bundle.write import write
from tests.fakes.bundled_history import contents_of, history

FOLDER = Path(__file__).parent / "bundle-v1"
HARM = (
    ("data/bukti/0001/asli.jpg", 40),
    ("data/buku/entri.jsonl", 8003),
    ("data/buku/catatan.jsonl", 99),
    ("data/rekam/0002.json", 777),
    ("manifest-sha512.txt", 31),
    ("tagmanifest-sha256.txt", 3),
    ("bag-info.txt", 1200),
)


def harmed(file: str, bit: int) -> list[str]:
    """Return what an examination says of the bundle with one bit of one file turned over."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(FOLDER / "paket", Path(folder) / "paket"))
        data = bytearray((copy / file).read_bytes())
        data[bit // 8] ^= 1 << bit % 8
        (copy / file).write_bytes(data)
        return sorted({f"{flaw.flaw.value} {flaw.place}" for flaw in examine(copy)})


def make() -> None:
    """Write the bundle and what must be said of it."""
    shutil.rmtree(FOLDER / "paket", ignore_errors=True)
    written = write(FOLDER / "paket", contents_of(history()))
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        main([str(FOLDER / "paket"), "--json"])
    harm = [{"bit": bit, "file": file, "flaws": harmed(file, bit)} for file, bit in HARM]
    expect = {"digest": written.digest.hex, "harm": harm, "sound": json.loads(said.getvalue())}
    text = json.dumps(expect, ensure_ascii=False, indent=1, sort_keys=True)
    (FOLDER / "expect.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    make()
