# SPDX-License-Identifier: GPL-3.0-or-later
"""A draft as the line that Beranda and Pengawasan show alike, and from whom it came."""

from db.casework.paper import Draft
from desktop.actions.workday import Begun
from desktop.views import speech
from desktop.views.draft_rows import DraftRow


def draft_row(one: Begun, zone_minutes: int) -> DraftRow:
    """Return a draft as a line."""
    title = one.title.say(speech.language())
    came = from_whom(one.draft, zone_minutes)
    when = came or speech.brief(one.draft.updated_us, zone_minutes)
    detail = " · ".join(part for part in (title, when) if part) if one.name else when
    return DraftRow(one.draft.paper, one.name or title, detail, one.done, one.asked)


def from_whom(draft: Draft, zone_minutes: int) -> str:
    """Return who typed a draft and when they handed it over, "dari Siti, 22 Nov 19.10"."""
    if not draft.giver:
        return ""
    when = speech.brief(draft.given_us, zone_minutes)
    return speech.word("draft.from", name=draft.giver, when=when)
