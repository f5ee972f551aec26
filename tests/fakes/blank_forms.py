# SPDX-License-Identifier: GPL-3.0-or-later
"""The forms that ship, read from their files as they are."""

import json
from functools import cache
from pathlib import Path

from db.casework.form import Form

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "reference" / "forms"


@cache
def shipped() -> dict[str, Form]:
    """Return every form by the name of its file."""
    return {
        path.stem: Form.from_json(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(FOLDER.glob("*.json"))
    }


def blank(code: str, regime: str, day: str) -> Form:
    """Return the edition of a form that is in force on a day."""
    return next(
        form
        for form in shipped().values()
        if form.code == code
        and regime in form.regimes
        and form.valid_from <= day
        and (not form.valid_to or day <= form.valid_to)
    )
