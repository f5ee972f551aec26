# SPDX-License-Identifier: GPL-3.0-or-later
"""Examining a bundle from the command line: no vault is opened and no passphrase asked."""

from pathlib import Path

from db.bundle import report
from db.bundle.examine import survey
from desktop.cli.terminal import Exit, Terminal


def verify(folder: Path, terminal: Terminal) -> Exit:
    """Examine a bundle as `python -m db.bundle` does; raises what `db.bundle.examine` raises."""
    seen = survey(folder, report=terminal.progress)
    for line in report.lines(seen, folder, terminal.language):
        terminal.line(line)
    terminal.result(report.to_json(seen))
    return Exit.FLAWS if seen.discrepancies else Exit.OK
