# SPDX-License-Identifier: GPL-3.0-or-later
"""What a windowed start does before anything else, so that the lock screen stands sooner."""

import builtins
import gc
import os
import sys
from importlib import import_module
from typing import Final

from desktop.actions.privacy import keep_memory_off_the_disk
from desktop.tasks.thrift import keep_few_pools

QT: Final = "PySide6.QtWidgets"
TURN_S: Final = 0.001


def prepare() -> None:
    """Keep secrets off the disk and out of the log, and load Qt.

    Nothing is thrown away before the window stands, so Python need not look for litter: the window
    switches that on.  Threads hand over more often than Python's own 5 ms: a frame asks for its
    turn several times, and while another thread reads a page of cards it would wait each time.
    """
    keep_memory_off_the_disk()
    keep_few_pools()
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")  # it prints GPS tags
    gc.disable()
    sys.setswitchinterval(TURN_S)
    load_qt()


def load_qt() -> None:
    """Load Qt and leave Python's `import` as it was.

    Qt for Python puts one of its own in its place, which reads the source of every module that is
    imported from then on, to see whether it asks for other spellings of Qt's names.  None of ours
    does, and reading them takes a sixth of the time to the lock screen.
    """
    plain = builtins.__import__
    import_module(QT)
    builtins.__import__ = plain
