# SPDX-License-Identifier: GPL-3.0-or-later
"""The one way in: `python -m desktop`, `segel`, and the frozen program all start here."""

import sys
from collections.abc import Sequence

from desktop.cli import opens_window


def main(argv: Sequence[str] | None = None) -> int:
    """Open the app, run a command, or be one of the two other processes, and return the exit code.

    Each branch imports only what it needs, so that a command never loads Qt and the intake process
    never loads keys.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if getattr(sys, "frozen", False) and ("--multiprocessing-fork" in words or "-c" in words):
        from multiprocessing import freeze_support  # noqa: PLC0415 - one of a server's processes

        freeze_support()  # does that process's work, and does not come back
    if words and words[0] == "--intake-worker":
        from db.intake.worker import main as parse  # noqa: PLC0415 - must not load the rest

        return parse(words[1:])
    if words and words[0] == "--page-browser":
        from desktop.browser.__main__ import main as browse  # noqa: PLC0415 - likewise

        return browse()
    # Evidence may stand in this process's memory: keep it out of core files (and so off the disk).
    from desktop.actions.privacy import keep_memory_off_the_disk  # noqa: PLC0415

    keep_memory_off_the_disk()
    if opens_window(words):
        from desktop.early import prepare  # noqa: PLC0415 - a command needs none of it

        prepare()
        from desktop.app import run as run_app  # noqa: PLC0415

        return run_app(words)
    from desktop.cli.parser import run as run_command  # noqa: PLC0415

    return run_command(words)


if __name__ == "__main__":
    sys.exit(main())
