# SPDX-License-Identifier: GPL-3.0-or-later
"""A program that holds keys leaves no memory behind when it dies, nor does one that it starts."""

import subprocess
import sys

import pytest

ASK = """
import resource, subprocess, sys
from pathlib import Path
from desktop.actions.privacy import keep_memory_off_the_disk
look = (
    "import resource; from pathlib import Path;"
    "print(*resource.getrlimit(resource.RLIMIT_CORE),"
    " int(Path('/proc/self/coredump_filter').read_text(), 16))"
)
keep_memory_off_the_disk()
exec(look)
sys.stdout.flush()
subprocess.run([sys.executable, "-c", look], check=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel of Linux")
def test_no_core_file_is_written_and_a_piped_one_holds_no_memory() -> None:
    told = subprocess.run([sys.executable, "-c", ASK], capture_output=True, check=True, text=True)
    assert told.stdout.split() == ["0", "0", "0"] * 2
