# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle once written is examined the same way by every later Segel."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from db.bundle.__main__ import main
from db.bundle.examine import examine

VECTOR = Path(__file__).parent.parent / "vectors" / "bundle-v1"
EXPECTED = json.loads((VECTOR / "expect.json").read_text(encoding="utf-8"))


def test_the_frozen_bundle_is_read_as_it_always_was(
    capsys: pytest.CaptureFixture[str],
) -> None:
    last = (VECTOR / "paket/tagmanifest-sha256.txt").read_bytes()
    assert hashlib.sha256(last).hexdigest() == EXPECTED["digest"]
    assert main([str(VECTOR / "paket"), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert EXPECTED["sound"].items() <= said.items()


def test_each_harm_to_the_frozen_bundle_is_named_as_it_always_was(tmp_path: Path) -> None:
    for number, harm in enumerate(EXPECTED["harm"]):
        copy = Path(shutil.copytree(VECTOR / "paket", tmp_path / str(number)))
        data = bytearray((copy / harm["file"]).read_bytes())
        data[harm["bit"] // 8] ^= 1 << harm["bit"] % 8
        (copy / harm["file"]).write_bytes(data)
        flaws = sorted({f"{flaw.flaw.value} {flaw.place}" for flaw in examine(copy)})
        assert flaws == harm["flaws"]
