# SPDX-License-Identifier: GPL-3.0-or-later
"""Penyimpanan and Pelanggaran: what lies here and how safe it is; what contradicts itself."""

from dataclasses import dataclass
from typing import Final

from sync.server.desk.layout import (
    BASE,
    Frame,
    badge,
    card,
    figure,
    heading,
    pairs,
    whole,
)
from sync.server.desk.markup import Part, tag
from sync.server.desk.records import Breach, Storage, begun_us

DAY_US: Final = 86_400_000_000
OLD_BACKUP_US: Final = 2 * DAY_US
LITTLE: Final = 10 * 1024**3


@dataclass(frozen=True, slots=True)
class Room:
    """Where things lie.  `free`, `total`: bytes of the disk, None where it is a bucket's."""

    free: int | None
    total: int | None
    in_server: bool
    backup_us: int | None


def storage_page(frame: Frame, held: Storage, room: Room) -> str:
    """Return the page."""
    say = frame.speech
    free: Part = say("storage.bucket") if room.free is None else say.size(room.free)
    little = room.free is not None and room.free < LITTLE
    old = room.backup_us is None or say.now_us - room.backup_us > OLD_BACKUP_US
    oldest: Part = say("storage.all-whole")
    if held.oldest:
        oldest = (say.time(begun_us(held.oldest)), " · ", held.oldest_label)
    return whole(
        frame,
        heading(say("storage.title")),
        tag(
            "div",
            {"class": "figures"},
            figure(say("storage.bytes"), say.size(held.bytes), "",
                   say("storage.chunks", many=held.chunks)),
            figure(say("storage.free"), free, "bad" if little else "",
                   say("storage.of", total=say.size(room.total)) if room.total else None),
            figure(say("storage.missing"), say.size(held.missing), "",
                   say("storage.incomplete", many=held.incomplete)),
            figure(say("storage.backup"),
                   say.time(room.backup_us, say("storage.no-backup")), "bad" if old else ""),
        ),
        tag("p", {"class": "notice bad", "role": "alert"}, say("storage.little"))
        if little else None,
        card(
            say("storage.what"),
            pairs((
                (say("storage.items"), say.number(held.items)),
                (say("storage.parcels"), say.number(held.parcels)),
                (say("storage.oldest"), oldest),
                (say("storage.where"), say("storage.server") if room.in_server
                 else say("storage.folder")),
            )),
            tag("p", {"class": "hint"}, say("storage.sealed")),
        ),
        card(
            say("storage.backup"),
            tag("p", None, say("storage.backup-old" if old else "storage.backup-good")),
            tag("pre", {"tabindex": 0, "role": "region", "aria-label": say("storage.command")},
                "segel serve backup FOLDER TUJUAN"),
            tag("p", {"class": "hint"}, say("storage.backup-keys")),
        ),
    )  # fmt: skip


def breaches_page(frame: Frame, breaches: tuple[Breach, ...]) -> str:
    """Return the page of what contradicts itself."""
    say = frame.speech
    return whole(
        frame,
        heading(say("breaches.title")),
        tag("p", {"class": "lead"}, say("breaches.why")),
        *(_breach(frame, one) for one in breaches),
        None if breaches else tag("p", {"class": "card empty"}, say("breaches.none")),
    )


def _breach(frame: Frame, one: Breach) -> Part:
    say = frame.speech
    kind = one.kind if say.has(f"breach.{one.kind}") else "other"
    return tag(
        "article",
        {"class": "card"},
        tag(
            "div",
            {"class": "heading small"},
            tag("h2", None, say(f"breach.{kind}")),
            badge(say("breaches.number", number=one.number), "bad"),
        ),
        tag("p", None, say(f"breach.{kind}.what")),
        pairs((
            (say("breaches.laptop"), tag("a", {"href": f"{BASE}/devices?text={one.vault}"},
                                         one.label or one.vault)),
            (say("device.vault"), tag("code", None, one.vault)),
            (say("breaches.when"), say.moment(one.at_us)),
        )),
        tag(
            "details",
            None,
            tag("summary", None, say("breaches.heads")),
            tag("div", {"class": "columns"},
                tag("div", None, tag("h3", None, say("breaches.known")),
                    tag("pre", {"tabindex": 0, "role": "region",
                                "aria-label": say("breaches.known")}, one.known)),
                tag("div", None, tag("h3", None, say("breaches.shown")),
                    tag("pre", {"tabindex": 0, "role": "region",
                                "aria-label": say("breaches.shown")}, one.shown))),
        ),
        tag("p", {"class": "hint"}, say("breaches.do")),
    )  # fmt: skip
