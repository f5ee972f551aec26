# SPDX-License-Identifier: GPL-3.0-or-later
"""What an examination of a bundle saw, in words: verdict, exhibits, steps, and the limits."""

from collections.abc import Mapping
from typing import Final

from db.bundle import phrases
from db.bundle.examine import Survey
from db.bundle.report import playable_in
from db.bundle.verdict import State, Verdict, lacking, verdicts
from db.model.flaw import Discrepancy
from db.model.moment import iso
from db.seal.signature import fingerprint
from desktop.views import speech
from desktop.views.bundle_check import Checked, CheckedExhibit, CheckedStep

LOOKS: Final[Mapping[State, tuple[str, str]]] = {
    State.WHOLE: ("whole", "good"),
    State.COVERED: ("whole", "good"),
    State.ABSENT: ("warning", "warn"),
    State.DOUBTFUL: ("warning", "warn"),
    State.HARMED: ("damaged", "bad"),
}
LIMITS: Final = ("before", "keys", "clocks", "all", "words", "certified")


def checked(seen: Survey) -> Checked:
    """Return an examination as the screen shows it."""
    language, missing = speech.language(), lacking(seen)
    count = len(seen.discrepancies)
    outcome, tone = ("unsound", "bad") if count else ("sound", "good")
    if not count and missing:
        outcome, tone = "lacking", "warn"
    blanks = {
        "count": speech.number(count or missing),
        "files": speech.number(seen.files),
    }
    key = seen.vouched.key
    signer = _said("unsigned")
    if key is not None:
        name = seen.names.get(key.account) or phrases.UNNAMED[language]
        signer = _said("signed-by", name=name, role=speech.word(key.role, "role"))
    elif seen.version == 1:
        signer = phrases.FIRST[language]
    return Checked(
        tone=tone,
        title=_said(outcome),
        lead=_said(f"{outcome}-why", **blanks),
        fingerprint="" if key is None else fingerprint(key.public_key),
        signer=signer,
        facts=tuple(_facts(seen, language)),
        exhibits=tuple(_exhibit(seen, one, language) for one in verdicts(seen)),
        steps=tuple(
            _step(words[language], getattr(seen, step), language)
            for step, words in phrases.STEPS.items()
        ),
        limits=tuple(_said(f"limit-{one}") for one in LIMITS),
    )


def _said(key: str, **blanks: str) -> str:
    return speech.word(f"checked.{key}", **blanks)


def _step(name: str, flaws: tuple[Discrepancy, ...], language: str) -> CheckedStep:
    outcome = phrases.FLAWED if flaws else phrases.PASSED
    result = outcome[language].format(count=len(flaws))
    lines = tuple(f"{flaw.place}: {_flaw(flaw, language)}" for flaw in flaws)
    return CheckedStep(name[:1].upper() + name[1:], result, lines)


def _flaw(flaw: Discrepancy, language: str) -> str:
    return f"{phrases.FLAWS[flaw.flaw][language]}, {phrases.detail(flaw.detail, language)}"


def _exhibit(seen: Survey, one: Verdict, language: str) -> CheckedExhibit:
    row = _row(seen, one.exhibit.number)
    icon, tone = LOOKS[one.state]
    if one.state is State.ABSENT and one.failure is None:
        icon, tone = "info", "text_soft"  # it was to be so in this variant
    reasons = [f"{flaw.place}: {_flaw(flaw, language)}" for flaw in one.flaws]
    if not one.flaws:
        why = f"{one.state.value}-why"
        if one.failure is not None:
            reasons.append(_said("failed-why", failure=one.failure))
        else:
            reasons.append(_said(why))
    reasons += [_said("playable", **copy) for copy in playable_in(one.exhibit)]
    code = str(row.get("code") or f"{one.exhibit.number:04d}")
    name = str(row.get("label") or one.exhibit.name or code)
    return CheckedExhibit(code, name, icon, tone, _said(one.state.value), tuple(reasons))


def _row(seen: Survey, number: int) -> Mapping[str, object]:
    """Return what the hearing says of an exhibit; nothing where there is no hearing."""
    rows = seen.sitting["exhibits"] if seen.sitting is not None else []
    found = rows if isinstance(rows, list) else []
    return next((one for one in found if isinstance(one, dict) and one.get("number") == number), {})


def _facts(seen: Survey, language: str) -> list[str]:
    """Return lines about the bundle as a whole."""
    told = []
    if seen.sitting is not None:
        named = (seen.sitting[key] for key in ("identifier", "title", "forum_title", "case"))
        told.append(" \u00b7 ".join(str(one) for one in named if one))
    told.append(
        phrases.SEEN[language].format(
            files=seen.files, size=seen.size, exhibits=len(seen.exhibits), entries=seen.entries
        )
    )
    if seen.vault is not None:
        told.append(phrases.HEAD[language].format(vault=seen.vault, head_size=seen.head_size))
    told += [
        phrases.RECEIPTED[language].format(depot=one.depot, size=one.size, at=iso(one.at_us))
        for one in seen.receipted
    ]
    beside = ((phrases.CERTIFIED, seen.vouched.certified), (phrases.STAMPED, seen.vouched.stamped))
    return told + [words[language] for words, there in beside if there]
