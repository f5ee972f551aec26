# SPDX-License-Identifier: GPL-3.0-or-later
"""What is freed is given back to the system, holes between what stays included."""

import subprocess
import sys

import pytest

HOLES = """
from pathlib import Path
from desktop.tasks.thrift import give_back, keep_few_pools

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

keep_few_pools()
blocks = [bytearray(2000) for _ in range(50_000)]
kept = blocks[::100]
del blocks
before = resident()
give_back()
print(before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Linux's allocator keeps holes")
def test_holes_between_what_stays_are_given_back() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HOLES], capture_output=True, text=True, check=True, timeout=60
    )
    assert int(done.stdout) > 40_000_000
