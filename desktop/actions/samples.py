# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample files a newcomer may try the vault with; they ship with Segel and are free to copy."""

from pathlib import Path
from typing import Final

import resources

PAPERS: Final = frozenset({"SOURCES.csv", "README.md", "LICENSE", "LICENSE.txt"})


def sample_files() -> tuple[Path, ...]:
    """Return what lies in the folder of samples, the papers about them left out."""
    folder = resources.path("samples")
    if not folder.is_dir():
        return ()
    return tuple(path for path in sorted(folder.iterdir()) if path.name not in PAPERS)
