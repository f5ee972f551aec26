# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference rows that ship, and the regions they speak of; `db.casework` reads both."""

from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
REGIONS: Final = HERE / "regions"


def files() -> dict[str, bytes]:
    """Return every file of rows by its name, "acts.json", "forms/lhp.json"."""
    return {path.relative_to(HERE).as_posix(): path.read_bytes() for path in HERE.rglob("*.json")}


def region_files() -> dict[str, bytes]:
    """Return the tables of regions by their names, "villages.csv"."""
    return {path.name: path.read_bytes() for path in REGIONS.glob("*.csv")}
