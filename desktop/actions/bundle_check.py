# SPDX-License-Identifier: GPL-3.0-or-later
"""Examining a bundle in whatever form it came, with no vault: folder, zip, age file or parts."""

from collections.abc import Sequence
from pathlib import Path

from db.bundle.examine import Survey, is_bundle, survey
from db.bundle.opening import survey_sealed
from db.model.progress import Check, Report, ignore, never
from desktop.actions.bundle_sources import incoming, is_sealed


def meant(path: Path) -> Path:
    """Return what a person means who names a path: of a file in a bundle, the bundle."""
    for folder in path.parents[:3] if path.is_file() else ():
        if is_bundle(folder) and not is_sealed(path) and path.suffix != ".zip":
            return folder
    return path


def examined(
    path: Path, secrets: Sequence[bytes] = (), *, check: Check = never, report: Report = ignore
) -> Survey:
    """Return what an examination sees; nothing is unpacked to anywhere.

    `secrets`: key files for an encrypted one.  Raise what `db.bundle.examine.survey`,
    `db.bundle.opening.survey_sealed` and `bundle_sources.incoming` raise.
    """
    if path.is_dir():
        return survey(path, check=check, report=report)
    if is_sealed(path):
        return survey_sealed(path, secrets, check=check, report=report)
    return incoming(path, secrets).examined(check, report).survey
