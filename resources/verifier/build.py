# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes `verifikasi.html` out of the readable files in `src`, one page that needs nothing else.

Run it after a source, a flaw, an act or their words changed: `python -m resources.verifier.build`.
The page's policy names the hash of its script and its style, so that nothing else ever runs in it.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from db.bundle.agree import ARRIVING
from db.bundle.detail import Detail
from db.bundle.layout import SUFFIXES
from db.bundle.phrases import DETAILS, FLAWS, STEPS
from db.bundle.signing import EXPORTERS
from db.ledger.act import Act, SubjectKind
from db.ledger.keybook import APPOINTERS, KEY_ACTS
from db.model.playable import FORMAT, STATEMENT
from resources.phrases import LANGUAGES, table

SOURCES = Path(__file__).parent / "src"
PAGE = Path(__file__).parent / "verifikasi.html"


def page() -> str:
    """Return the whole page."""
    given = json.dumps(_format(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    parts = ['"use strict";', f"const FORMAT = {given};"]
    parts += [path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.js"))]
    script = "\n".join(parts)
    style = (SOURCES / "style.css").read_text(encoding="utf-8")
    blanks = {
        "{{SCRIPT_HASH}}": _hash(script),
        "{{STYLE_HASH}}": _hash(style),
        "{{STYLE}}": style,
        "{{SCRIPT}}": script,
    }
    text = (SOURCES / "page.html").read_text(encoding="utf-8")
    for blank, value in blanks.items():
        text = text.replace(blank, value, 1)
    return text


def _hash(text: str) -> str:
    """Return the source expression by which a policy allows exactly this text (CSP level 3)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _format() -> Mapping[str, object]:
    """Return what the page knows of the format and of words from the one place they stand in."""
    return {
        "acts": [act.value for act in Act],
        "appointers": sorted(APPOINTERS),
        "arriving": sorted(act.value for act in ARRIVING),
        "closing": Act.ACCOUNT_CLOSED.value,
        "details": {one.name: {"en": one.value, "id": DETAILS[one]} for one in Detail},
        "exporters": sorted(EXPORTERS),
        "flaws": {one.value: dict(phrase) for one, phrase in FLAWS.items()},
        "founding": Act.VAULT_CREATED.value,
        "joining": Act.OFFICE_JOINED.value,
        "keyActs": sorted(act.value for act in KEY_ACTS),
        "kinds": _words("kind."),
        "playable": {"format": FORMAT, "statement": STATEMENT},
        "replacing": Act.ACCOUNT_KEY_REPLACED.value,
        "roles": _words("role."),
        "sealing": Act.SEALED.value,
        "steps": [[step, dict(phrase)] for step, phrase in STEPS.items()],
        "subjects": [kind.value for kind in SubjectKind],
        "suffixes": dict(SUFFIXES),
        "words": _words("act."),
    }


def _words(prefix: str) -> Mapping[str, Mapping[str, str]]:
    """Return the phrases under a prefix: code to language to words."""
    tables = {language: table(language) for language in LANGUAGES}
    codes: Iterable[str] = (code for code in tables["id"] if code.startswith(prefix))
    return {
        code.removeprefix(prefix): {language: tables[language][code] for language in LANGUAGES}
        for code in codes
    }


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
