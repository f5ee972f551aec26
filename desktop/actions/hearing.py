# SPDX-License-Identifier: GPL-3.0-or-later
"""From a plan to the bundles of a hearing: full for the panel, masked for the public.

Both variants come from one plan and have the same exhibits under the same codes.  Each is written
into the ledger before it is made, and again with the hash that names it.
"""

from pathlib import Path
from typing import Final

from db.bundle.contents import Written
from db.bundle.handover import Wrapping
from db.errors import InvalidInputError
from db.intake.wording import Language
from db.model.hearing import Form, Variant
from db.model.progress import Check, Report, ignore, never
from db.store import disclosure
from desktop.actions.certifying import Certifier
from desktop.actions.desk import Desk
from desktop.actions.handing_over import lay, sealed_for
from desktop.actions.hearing_contents import contents_of
from desktop.actions.hearing_plans import Readied
from desktop.actions.playable import guessed_size
from desktop.actions.preflight import shown_as
from desktop.actions.rules import Rulebook

PUBLIC: Final = "-publik"
"""Ends the name of a public bundle, so that both variants may lie side by side."""


def identifier_of(readied: Readied, variant: Variant) -> str:
    """Return the name of the bundle, and of its folder, in a variant."""
    return f"{readied.plan.identifier}{PUBLIC if variant is Variant.PUBLIC else ''}"


def expected_size(readied: Readied, variant: Variant) -> int:
    """Return about how many bytes of evidence go out in a variant; documents come on top."""
    total = 0
    for chosen in readied.plan.exhibits:
        item = readied.items.get(chosen.evidence)
        form = shown_as(chosen, variant)
        if item is not None and form is Form.ORIGINAL:
            total += item.card.size
            if item.playing is not None and readied.plan.playable:
                total += guessed_size(item.card, item.playing)
        elif item is not None and form is Form.COVERED:
            total += sum(one.size for one in item.covers if one.id == chosen.covered)
    return total


def write_hearing(
    desk: Desk,
    book: Rulebook,
    readied: Readied,
    variant: Variant,
    folder: Path,
    *,
    language: Language = "id",
    certify: Certifier | None = None,
    wrapping: Wrapping | None = None,
    check: Check = never,
    report: Report = ignore,
) -> Written:
    """Write one variant of a planned bundle into a new folder below `folder`.

    `certify`: a certificate that signs documents and bundle as well.  `wrapping`: encrypt it for
    somebody instead, as `db.bundle.handover` says.  Call this after `preflight`: an
    item that does not open is in it with its failure; and `playable.clear` when all is written.
    Work for the bench.  Raise NotPermittedError for a role that may not export, NotFoundError for
    what the reader may not see, InvalidInputError for a plan that cannot be exported, and what
    `db.bundle.write` raises.
    """
    plan = readied.plan
    if not plan.exhibits or readied.gone:
        message = "a bundle has at least one exhibit, and its maker sees all of them"
        raise InvalidInputError(message, what="exhibits")
    if not folder.is_dir():
        message = "the folder for the bundle is not there"
        raise InvalidInputError(message, what="target")
    identifier = identifier_of(readied, variant)
    target = folder / identifier
    if target.exists():
        message = "a folder of this name exists already"
        raise InvalidInputError(message, what="target-exists")
    contents = contents_of(
        desk,
        book,
        readied,
        variant,
        identifier,
        language=language,
        certify=certify,
        check=check,
        report=report,
    )
    written = lay(target, contents, wrapping, check=check, report=report)
    count = len(contents.exhibits)
    desk.on_vault(
        lambda vault: disclosure.written(
            vault,
            identifier,
            written.digest,
            count,
            forum=plan.forum,
            variant=variant.value,
            **sealed_for(wrapping),
        )
    )
    return written
