# SPDX-License-Identifier: GPL-3.0-or-later
"""The real browser's process, in which a hand that a test sends presses the button.

`python -m tests.fakes.driven_browser save|close [seconds]`: when the page has loaded, and after so
many seconds, it is saved once, or the window is closed.
"""

import sys

from PySide6.QtCore import QTimer

from desktop.browser.__main__ import main
from desktop.browser.window import BrowserWindow


def drive(window: BrowserWindow) -> None:
    """Do what was asked for as soon as the page is there."""
    deed, wait = sys.argv[1], float(sys.argv[2]) if len(sys.argv) > 2 else 0.3
    done = window.close if deed == "close" else window._on_save
    armed = [True]

    def loaded() -> None:
        if armed:
            armed.clear()
            QTimer.singleShot(int(wait * 1000), window, done)

    window.page.loadFinished.connect(loaded)


if __name__ == "__main__":
    sys.exit(main(drive))
