# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools of a forger: edits to a bundle, manifests that fit them, and signatures by any key."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db.bundle.layout import ENTRIES, HEAD, PUBLIC_KEY, SIGNATURE
from db.ledger.checkpoint import signer_for
from db.model import canonical
from db.seal.signature import to_pem
from tests.fakes.bundled_history import KETUA

OUTSIDE = ("data/", "tagmanifest", "tanda-tangan/")
Edit = Mapping[str, Any]


def bag_anew(folder: Path) -> None:
    """Make manifests and Payload-Oxum fit whatever the folder holds."""
    files = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    payload = [name for name in files if name.startswith("data/")]
    size = sum((folder / name).stat().st_size for name in payload)
    info = folder / "bag-info.txt"
    oxum = f"Payload-Oxum: {size}.{len(payload)}"
    info.write_text(re.sub(r"Payload-Oxum: .*", oxum, info.read_text()))
    tags = [name for name in files if not name.startswith(OUTSIDE)]
    for prefix, names in (("manifest", payload), ("tagmanifest", tags)):
        for algorithm in ("sha256", "sha512"):
            lines = [
                f"{hashlib.new(algorithm, (folder / name).read_bytes()).hexdigest()}  {name}\n"
                for name in names
            ]
            (folder / f"{prefix}-{algorithm}.txt").write_text("".join(lines))


def sign_anew(folder: Path, seed: bytes = b"k" * 32, *, with_key: bool = False) -> None:
    """Sign the tag manifest, as the exporter unless another seed is given."""
    signer = signer_for(KETUA, seed)
    listing = (folder / "tagmanifest-sha256.txt").read_bytes()
    (folder / SIGNATURE).write_bytes(signer.sign_manifest(listing))
    if with_key:
        (folder / PUBLIC_KEY).write_bytes(to_pem(signer.public_key))


def do_harm(folder: Path, edits: Sequence[Edit]) -> None:
    """Carry out the edits of a vector, one after the other; ValueError for an unknown one."""
    for edit in edits:
        _do(folder, edit)


def _do(folder: Path, edit: Edit) -> None:  # noqa: C901, PLR0912 - one case an edit
    path = folder / edit.get("file", "")
    match edit["do"]:
        case "flip":
            data = bytearray(path.read_bytes())
            data[edit["bit"] // 8] ^= 1 << edit["bit"] % 8
            path.write_bytes(data)
        case "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(edit["text"].encode())
        case "append":
            path.write_bytes(path.read_bytes() + edit["text"].encode())
        case "replace":
            data = path.read_bytes()
            old = edit["old"].encode()
            if old not in data:
                raise ValueError(edit["old"])
            path.write_bytes(data.replace(old, edit["new"].encode()))
        case "cut":
            path.write_bytes(path.read_bytes()[: edit["size"]])
        case "remove":
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        case "rename":
            path.rename(folder / edit["to"])
        case "swap":
            other = folder / edit["with"]
            one, two = path.read_bytes(), other.read_bytes()
            path.write_bytes(two)
            other.write_bytes(one)
        case "lines":
            lines = path.read_bytes().splitlines(keepends=True)
            path.write_bytes(b"".join(lines[at] for at in edit["keep"]))
        case "json":
            lines = path.read_bytes().splitlines(keepends=True)
            value = json.loads(lines[edit.get("line", 0)])
            inner = value
            for step in edit["at"][:-1]:
                inner = inner[step]
            inner[edit["at"][-1]] = edit["to"]
            lines[edit.get("line", 0)] = canonical.to_bytes(value) + b"\n"
            path.write_bytes(b"".join(lines))
        case "head":  # the history ends where the first sealing ended
            entry = json.loads((folder / ENTRIES).read_bytes().splitlines()[2])
            (folder / HEAD).write_text(entry["act_head"], encoding="utf-8")
        case "bag":
            bag_anew(folder)
        case "sign":
            sign_anew(folder, edit.get("seed", "k").encode() * 32, with_key=edit.get("key", False))
        case other_edit:
            raise ValueError(other_edit)
