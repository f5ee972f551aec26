# SPDX-License-Identifier: GPL-3.0-or-later
"""What the figures were measured on: without this, a figure says nothing."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

PROGRAMS = {
    "age": ["age", "--version"],
    "borg": ["borg", "--version"],
    "gocryptfs": ["gocryptfs", "--version"],
    "openssl": ["openssl", "version"],
    "restic": ["restic", "version"],
}
PACKAGES = ("PySide6-Essentials", "cryptography", "sqlcipher3", "pillow")


def facts() -> dict[str, str]:
    """Return processor, memory, system and the versions that matter."""
    return {
        "processor": f"{os.cpu_count()} cores, {_processor()}",
        "memory": f"{_memory_gib():.0f} GiB",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "packages": ", ".join(f"{name} {version(name)}" for name in PACKAGES),
        "programs": ", ".join(filter(None, (_said(words) for words in PROGRAMS.values()))),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    found = {name.strip(): value.strip() for name, _, value in (x.partition(":") for x in lines)}
    marks = [flag for flag in ("sha_ni", "vaes", "avx512f") if flag in found.get("flags", "")]
    return f"{found.get('model name', platform.machine())} ({', '.join(marks) or 'no SHA-NI'})"


def _memory_gib() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30


def _said(words: list[str]) -> str:
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    line = done.stdout.strip().splitlines()[0].split(";")[0]
    return f"age {line}" if words[0] == "age" else " ".join(line.split()[:2])
