# SPDX-License-Identifier: GPL-3.0-or-later
"""What a windowed start does before it loads Qt, so that the lock screen stands sooner."""

import gc
import os
from importlib import import_module
from typing import Final

from desktop.actions.privacy import keep_memory_off_the_disk

WITHOUT_QT: Final = ("concurrent.futures.thread", "db.store.doors", "resources.phrases")
"""What the lock screen needs besides Qt.

Once Qt for Python is there it reads the source of every module that is imported, to see which of
its features the module wants; what was imported before is spared.
"""


def prepare() -> None:
    """Keep secrets off the disk and out of the log, and load what needs no Qt.

    Nothing is thrown away before the window stands, so Python need not look for litter: the window
    switches that on.
    """
    keep_memory_off_the_disk()
    os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.*=false")  # it prints GPS tags
    gc.disable()
    for name in WITHOUT_QT:
        import_module(name)
