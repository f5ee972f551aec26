# SPDX-License-Identifier: GPL-3.0-or-later
"""Social media: accounts read from what was pasted, and which act each row of a capture is.

An address names platform and handle; which catalogue act a like or a comment is, the rows say,
and the day against the day candidates were fixed.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from db.casework import answers, catalogue
from db.casework.paper import PaperKind, Values
from db.casework.reference import CatalogueAct, Contest, Reference
from db.model.canonical import Json

HOSTS: Final[Mapping[str, str]] = {
    "facebook.com": "FACEBOOK",
    "fb.com": "FACEBOOK",
    "fb.watch": "FACEBOOK",
    "fb.me": "FACEBOOK",
    "instagram.com": "INSTAGRAM",
    "instagr.am": "INSTAGRAM",
    "tiktok.com": "TIKTOK",
    "x.com": "X",
    "twitter.com": "X",
    "youtube.com": "YOUTUBE",
    "youtu.be": "YOUTUBE",
    "threads.net": "THREADS",
    "threads.com": "THREADS",
    "t.me": "TELEGRAM",
    "telegram.me": "TELEGRAM",
    "wa.me": "WHATSAPP",
    "chat.whatsapp.com": "WHATSAPP_GRUP",
}
"""Platforms by their addresses; a host below one of these counts as well."""

PLACES: Final = frozenset(
    {
        "events", "explore", "groups", "hashtag", "i", "intent", "p", "pages", "photo",
        "photo.php", "photos", "permalink.php", "posts", "reel", "reels", "search", "share",
        "shorts", "stories", "story.php", "tag", "video", "videos", "watch", "joinchat",
    }
)  # fmt: skip
"""First parts of a path that are no handle."""
LONGEST: Final = 2_000
MANY_ACCOUNTS: Final = 200
DAY: Final = "hari"
"""Of a row: the day it was on, where no time is shown."""

_HANDLE: Final = re.compile(r"@?[\w.\-]{1,120}")
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.\-]*://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Address:
    """What a pasted text says of an account.

    `url`: the profile's address, without what follows a question mark, or empty for a bare handle.
    `number`: the account's own number where the address has it.  `post`: the text is the address of
    a post, not of a profile.
    """

    platform: str = ""
    handle: str = ""
    number: str = ""
    url: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """The act of the catalogue that a row of a capture is, and what speaks against the one kept.

    `act`: None while the phase is not known.  `choices`: what the rows call this sort of row in any
    phase.  `remarks`: about the code that stands in the row, when it is another one.
    """

    act: CatalogueAct | None
    choices: tuple[CatalogueAct, ...] = ()
    remarks: tuple[catalogue.Remark, ...] = ()


def read_address(text: str) -> Address:
    """Read an address or a handle; what is neither comes back empty, and nothing raises."""
    bare = text.strip()[:LONGEST]
    if not bare or any(sign.isspace() for sign in bare):
        return Address()
    if _SCHEME.match(bare) or "/" in bare or _platform(bare.casefold()):
        return _from_url(bare if _SCHEME.match(bare) else f"https://{bare}")
    return Address(handle=bare.removeprefix("@")) if _HANDLE.fullmatch(bare) else Address()


def _from_url(text: str) -> Address:
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return Address()
    platform = _platform(host)
    if parts.scheme.lower() not in {"http", "https"} or not host:
        return Address()
    path = [unquote(part) for part in parts.path.split("/") if part]
    number = next(iter(parse_qs(parts.query).get("id", [])), "")
    if platform == "FACEBOOK" and path[:1] == ["profile.php"] and number.isdigit():
        return Address(platform, "", number, f"https://{host}/profile.php?id={number}")
    handle = ""
    if path and platform and host not in {"youtu.be", "fb.watch", "chat.whatsapp.com"}:
        first = path[1] if path[0] in {"channel", "c", "user", "s"} and len(path) > 1 else path[0]
        if first.casefold() not in PLACES and _HANDLE.fullmatch(first):
            handle = first
    profile = f"https://{host}/{handle}" if handle else ""
    beyond = len(path) > 1 and path[0] not in {"channel", "c", "user", "s"}
    post = text if beyond or (platform and not handle) else ""
    return Address(platform, handle.removeprefix("@"), "", profile if platform else text, post)


def _platform(host: str) -> str:
    host = host.partition("/")[0]
    for known, platform in sorted(HOSTS.items(), key=lambda item: -len(item[0])):
        if host == known or host.endswith(f".{known}"):
            return platform
    return ""


def acts_for(
    reference: Reference,
    sort: str,
    *,
    regime: str,
    day: date,
    contest: Contest | None,
    person_kind: str | None = None,
) -> tuple[CatalogueAct | None, tuple[CatalogueAct, ...]]:
    """Return what doing `sort` ("like", "comment", …) was on `day`, and all it may be called.

    The first is None where no act fits, or where acts of both phases do because the day candidates
    were fixed is not known.
    """
    mark = f"{PaperKind.SOCIAL.value}:{sort}"
    offers = catalogue.offered(
        reference, regime=regime, day=day, contest=contest, person_kind=person_kind
    )
    marked = [one for one in offers if mark in one.act.papers]
    fitting = [one.act for one in marked if one.fits]
    unsure = len({act.phase for act in fitting}) > 1
    return None if unsure or not fitting else fitting[0], tuple(one.act for one in marked)


def fit(
    reference: Reference,
    row: Values,
    *,
    regime: str,
    contest_values: Values,
    seen: date,
    person_kind: str | None = None,
) -> Fit:
    """Judge one row of a capture: the act it is, and what speaks against the code it has.

    `seen`: the day of the capture, which counts while the row says no time of its own.
    """
    day = answers.day(row, "waktu") or seen
    contest = catalogue.contest_of(reference, contest_values, day)
    act, choices = acts_for(
        reference,
        answers.text(row, "jenis"),
        regime=regime,
        day=day,
        contest=contest,
        person_kind=person_kind,
    )
    kept = answers.text(row, "kategori")
    chosen = reference.act(kept) if kept else None
    if chosen is None or (act is not None and chosen.code == act.code):
        return Fit(act, choices)
    remarks = catalogue.judge(
        chosen,
        day=day,
        contest=contest,
        reference=reference,
        regime=regime,
        person_kind=person_kind,
    )
    return Fit(act, choices, remarks)


def crossing(
    reference: Reference, values: Values, rows: Iterable[Values], seen: date
) -> tuple[date, date, str] | None:
    """Return the first and last day and the fixing day, when the rows lie on both sides of it."""
    days = sorted({answers.day(row, "waktu") or answers.day(row, DAY) or seen for row in rows})
    if len(days) < 2:
        return None
    for day in days:
        contest = catalogue.contest_of(reference, values, day)
        if contest is not None and contest.fixed:
            fixed = contest.fixed
            if days[0].isoformat() < fixed <= days[-1].isoformat():
                return days[0], days[-1], fixed
    return None


def accounts_in(captures: Iterable[Values]) -> Iterator[dict[str, Json]]:
    """Yield each account of earlier captures once, with whose it is and how that is known."""
    seen: set[tuple[str, str]] = set()
    for values in captures:
        handle = answers.text(values, "akun_handle") or answers.text(values, "akun_url")
        key = (answers.text(values, "platform"), handle.casefold())
        if handle and key not in seen:
            seen.add(key)
            yield {name: values[name] for name in ACCOUNT_KEYS if answers.filled(values.get(name))}


ACCOUNT_KEYS: Final = (
    "platform",
    "akun_nama",
    "akun_handle",
    "akun_id",
    "akun_url",
    "pemilik",
    "dasar_akun",
)
"""The fields of a capture that say whose account it is."""


def form_a(capture: Values, region: str = "") -> dict[str, Json]:
    """Return the beginning of a Form A about a capture that was signed.

    What was seen is told in order; who did it, the acts and the evidence are taken over.
    """
    told = answers.rows(capture, "tindakan")
    acts = sorted(told, key=lambda row: answers.text(row, "waktu") or "~")
    codes = dict.fromkeys(code for row in acts if (code := answers.text(row, "kategori")))
    owner = capture.get("pemilik")
    account = answers.text(capture, "akun_nama") or answers.text(capture, "akun_handle")
    values: dict[str, Json] = {
        "bentuk": "TIDAK_LANGSUNG",
        "tahapan": "NETRALITAS" if owner else "SIBER",
        "regime": capture.get("regime"),
        "mulai": capture.get("waktu_tangkap"),
        "wilayah": region,
        "outcome": "DUGAAN_PELANGGARAN",
        "sasaran": ["MEDIA"],
        "tujuan": "Patroli media sosial",
        "peristiwa": _event(capture, account),
        "tempat_kejadian": _where(capture),
        "waktu_kejadian": next(
            (row["waktu"] for row in acts if answers.moment(row, "waktu")), None
        ),
        "pelaku": [{"orang": owner}] if owner else [{"nama": account}] if account else None,
        "alat_bukti": list(answers.texts(capture, "bukti")),
        "kategori": list(codes),
    }
    return {key: value for key, value in values.items() if answers.filled(value)}


def _event(capture: Values, account: str) -> str:
    goal = answers.text(capture, "target_halaman") or answers.text(capture, "grup_nama")
    favoured = answers.text(capture, "target_pihak")
    said = f"Akun {account} di media sosial" if account else "Kegiatan di media sosial"
    if goal:
        said += f" terhadap {goal}"
    return f"{said} ({favoured})" if favoured else said


def _where(capture: Values) -> str:
    parts = (answers.text(capture, key) for key in ("target_url", "akun_url", "grup_nama"))
    return ", ".join(dict.fromkeys(part for part in parts if part))
