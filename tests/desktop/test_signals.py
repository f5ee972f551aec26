# SPDX-License-Identifier: GPL-3.0-or-later
"""The pinned Qt for Python survives a day's worth of signals.

PySide6 6.12.0 with CPython 3.11 gives back a reference of True or None too many on every emit
and every call that returns nothing, and the process dies after a few hundred.  Short tests pass
there, so this one is long, and runs in a process that may die alone.
"""

import subprocess
import sys

EMITS = 200_000

SCRIPT = f"""
import sys
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal(object)

app = QCoreApplication([])
bell, heard = Bell(), []
bell.rung.connect(heard.append)
before = sys.getrefcount(True), sys.getrefcount(None)
for number in range({EMITS}):
    bell.rung.emit(number)
    bell.setObjectName("bell")
after = sys.getrefcount(True), sys.getrefcount(None)
assert heard == list(range({EMITS})), len(heard)
lost = [old - new for old, new in zip(before, after)]
assert max(lost) < 1000, f"references lost: {{lost}}"
print("survived")
"""


def test_two_hundred_thousand_emits_lose_no_reference() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", SCRIPT],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "survived"
