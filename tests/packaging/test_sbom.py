# SPDX-License-Identifier: GPL-3.0-or-later
"""The bill of materials names what a lock installs, with licence and hashes, the same each time."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from desktop import __version__

PROJECT = Path(__file__).resolve().parent.parent.parent
TOOL = PROJECT / ".ci/sbom.py"


def written(*locks: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, str(TOOL), *locks], capture_output=True, check=False, timeout=60
    )


@pytest.mark.parametrize("name", ["runtime", "sign", "server", "c2pa"])
def test_every_pin_of_a_lock_is_in_the_bill_once_with_all_its_hashes(name: str) -> None:
    lock = PROJECT / f"requirements/{name}.lock"
    bill: dict[str, Any] = json.loads(written(lock).stdout)
    text = lock.read_text()
    pins = re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", text, re.MULTILINE)
    assert [(one["name"], one["version"]) for one in bill["components"]] == sorted(pins)
    hashes = [
        more["value"]
        for one in bill["components"]
        for more in one["properties"]
        if more["name"] == "segel:file-sha256"
    ]
    assert sorted(hashes) == sorted(re.findall(r"sha256:([0-9a-f]{64})", text))
    assert all(one["licenses"][0]["license"]["name"] for one in bill["components"])
    assert bill["specVersion"] == "1.6"
    assert bill["metadata"]["component"]["version"] == __version__


def test_what_two_locks_share_stands_in_the_bill_once() -> None:
    both = [PROJECT / f"requirements/{name}.lock" for name in ("sign", "server")]
    bill: dict[str, Any] = json.loads(written(*both).stdout)
    names = [one["name"] for one in bill["components"]]
    assert len(names) == len(set(names))
    assert {"pyhanko", "sqlalchemy", "av"} <= set(names)


def test_equal_files_give_equal_bytes() -> None:
    lock = PROJECT / "requirements/runtime.lock"
    assert written(lock).stdout == written(lock).stdout


def test_a_package_that_nobody_credited_is_refused(tmp_path: Path) -> None:
    lock = tmp_path / "a.lock"
    lock.write_text(f"stranger==1.0 \\\n    --hash=sha256:{'0' * 64}\n")
    done = written(lock)
    assert done.returncode != 0
    assert b"stranger 1.0 is not credited" in done.stderr
