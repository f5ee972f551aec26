# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever the locks install is credited, at that version, and cannot change unseen."""

import re
from importlib import metadata
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LOCKS = sorted((PROJECT / "requirements").glob("*.lock"))
CREDITS = (PROJECT / "THIRD_PARTY.md").read_text(encoding="utf-8")


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9._-]+)==([^\s;\\]+)", lock.read_text(), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_package_in_a_lock_is_credited_with_its_version(lock: Path) -> None:
    uncredited = [
        f"{name} {version}"
        for name, version in pins(lock).items()
        if not re.search(
            rf"^\| {re.escape(name)} \| {re.escape(version)} \| \S", CREDITS, re.MULTILINE
        )
    ]
    assert pins(lock)
    assert not uncredited, f"not in THIRD_PARTY.md: {', '.join(uncredited)}"


def test_nothing_is_credited_that_no_lock_installs() -> None:
    credited = set(re.findall(r"^\| ([a-z0-9-]+) \| [0-9]", CREDITS, re.MULTILINE))
    assert credited == {name for lock in LOCKS for name in pins(lock)}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_every_pin_carries_hashes_and_no_address(lock: Path) -> None:
    text = lock.read_text()
    blocks = re.split(r"\n(?=[a-z0-9._-]+==)", text)[1:]
    assert len(blocks) == len(pins(lock))
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE), "an option stands in the lock"


def test_the_locks_agree_with_each_other() -> None:
    runtime, *others = (
        pins(PROJECT / "requirements" / f"{name}.lock") for name in ("runtime", "dev", "c2pa")
    )
    for other in others:
        assert runtime.items() <= other.items()


def test_this_environment_is_the_one_in_the_lock() -> None:
    strays = {
        name: metadata.version(name)
        for name, version in pins(PROJECT / "requirements" / "runtime.lock").items()
        if name != "pip" and metadata.version(name) != version  # pip is the installer, not the app
    }
    assert not strays, f"installed otherwise than locked: {strays}; run make test to mend it"
