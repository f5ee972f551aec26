# SPDX-License-Identifier: GPL-3.0-or-later
"""The page before all others: the passphrase, or what to do while there is none."""

from sync.server.desk.layout import BASE, bare, field, form, language_form
from sync.server.desk.markup import tag
from sync.server.desk.speech import Speech


def gate_page(speech: Speech, title: str, *, wrong: str = "", seconds: int = 0) -> str:
    """Return the page; `wrong`: the key of what was not right, with `seconds` to wait."""
    return bare(
        speech,
        f"{speech('gate.title')} · {title}",
        tag("img", {"src": f"{BASE}/seal.svg", "alt": "", "width": 44, "height": 44}),
        tag("h1", None, speech("gate.title")),
        tag("p", {"class": "soft"}, title),
        tag("p", {"class": "notice bad", "role": "alert"}, speech(wrong, seconds=seconds))
        if wrong
        else None,
        form(
            f"{BASE}/enter",
            "",
            field(
                "passphrase",
                speech("gate.passphrase"),
                tag(
                    "input",
                    {
                        "id": "passphrase", "name": "passphrase", "type": "password",
                        "required": True, "autofocus": True, "maxlength": 200,
                        "autocomplete": "current-password",
                        "aria-invalid": "true" if wrong else None,
                    },
                ),
            ),
            tag("button", {"class": "button primary"}, speech("gate.enter")),
        ),
        tag("p", {"class": "hint"}, speech("gate.what")),
        language_form(speech),
    )  # fmt: skip


def unset_page(speech: Speech, title: str) -> str:
    """Return the page of a depot whose operator has no passphrase yet."""
    return bare(
        speech,
        f"{speech('gate.title')} · {title}",
        tag("h1", None, speech("gate.title")),
        tag("p", None, speech("gate.unset")),
        tag("pre", {"tabindex": 0, "role": "region", "aria-label": speech("storage.command")},
            "segel serve operator FOLDER"),
        language_form(speech),
    )  # fmt: skip
