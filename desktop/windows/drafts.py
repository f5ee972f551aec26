# SPDX-License-Identifier: GPL-3.0-or-later
"""A draft as the line that Beranda and Pengawasan show alike."""

from desktop.actions.workday import Begun
from desktop.views import speech
from desktop.views.draft_rows import DraftRow


def draft_row(one: Begun, zone_minutes: int) -> DraftRow:
    """Return a draft as a line."""
    title = one.title.say(speech.language())
    when = speech.brief(one.draft.updated_us, zone_minutes)
    detail = " · ".join(part for part in (title, when) if part) if one.name else when
    return DraftRow(one.draft.paper, one.name or title, detail, one.done, one.asked)
