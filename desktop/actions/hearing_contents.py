# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes into the bundle of a hearing: read in one visit to the vault, masked for the public.

Nothing is written here but that an export is about to happen; files are opened when their turn
comes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from db.bundle.contents import (
    Attachment,
    Contents,
    Copy,
    DisclosedEntry,
    Exhibit,
    Part,
    Signatures,
    Told,
)
from db.casework.exhibits import Chosen
from db.casework.signers import Signer
from db.errors import EvidenceDamagedError
from db.intake.wording import Language
from db.model.evidence import EvidenceCard, EvidenceSheet, Health
from db.model.finding import Finding
from db.model.hearing import Form, Hearing, HearingExhibit, Variant
from db.model.ids import EvidenceId
from db.model.people import Right
from db.model.progress import Check, Progress, Report
from db.store import disclosure, evidence, links
from db.store.covering import cover_for
from db.store.disclosure import Disclosure
from db.store.vault import Vault
from desktop.actions import exporting, paper_prints, playable
from desktop.actions.certifying import Certifier
from desktop.actions.desk import Desk
from desktop.actions.hearing_documents import Document, documents
from desktop.actions.hearing_facts import Aside, hearing_facts
from desktop.actions.hearing_papers import papers
from desktop.actions.hearing_plans import Readied
from desktop.actions.playable import Playables
from desktop.actions.preflight import papers_around, shown_as
from desktop.actions.printing import Office
from desktop.actions.publishing import Said, public_hearing, public_sheet, saying
from desktop.actions.rules import Rulebook
from resources.phrases import say


@dataclass(frozen=True, slots=True)
class _Leaving:
    """What one visit to the vault lays ready.  `copies`: covered copies by exhibit number."""

    sheets: tuple[EvidenceSheet, ...]
    copies: dict[int, Copy]
    disclosed: Disclosure
    office: Office
    places: dict[int, str]
    said: Said
    maker: Signer


def contents_of(
    desk: Desk,
    book: Rulebook,
    readied: Readied,
    variant: Variant,
    identifier: str,
    *,
    language: Language,
    certify: Certifier | None,
    check: Check,
    report: Report,
) -> Contents:
    """Announce the export, then return everything one variant of the bundle is made of.

    Documents and prints of papers are made when they are written.  `certify`: signs documents and
    bundle beside the working account.  Raise NotPermittedError for a
    role that may not export, NotFoundError for what the reader may not see.
    """
    whole = _hearing(desk, readied, variant, identifier, language)
    leaving = desk.on_vault(partial(_prepare, book=book, readied=readied, hearing=whole))
    hearing, sheets = whole, leaving.sheets
    if variant is Variant.PUBLIC:
        hearing = public_hearing(whole, leaving.said)
        named = zip(sheets, hearing.exhibits, strict=True)
        sheets = tuple(public_sheet(sheet, one.code) for sheet, one in named)
    told = zip(hearing.exhibits, leaving.sheets, sheets, strict=True)
    disclosed = leaving.disclosed
    beside = _playables(desk, readied, hearing, leaving, check, report)
    return Contents(
        vault=desk.vault,
        identifier=identifier,
        title=hearing.title,
        organisation=readied.plan.organisation.strip(),
        created=hearing.created,
        tool=desk.tool,
        exhibits=tuple(_exhibit(desk, *parts, leaving, beside) for parts in told),
        entries=tuple(DisclosedEntry(*entry) for entry in disclosed.entries),
        leaves=disclosed.leaves,
        head=disclosed.head,
        sign=partial(_vouched, desk, certify),
        names=disclosed.names,
        hearing=hearing,
        unplayable=beside.lacking,
        attachments=(
            *_documents(
                desk,
                readied,
                hearing,
                leaving,
                sheets,
                beside,
                language=language,
                certify=certify,
                check=check,
                report=report,
            ),
            *papers(desk, book, readied, hearing, check, report),
        ),
    )


def _hearing(
    desk: Desk, readied: Readied, variant: Variant, identifier: str, language: Language
) -> Hearing:
    """Return what is laid before the forum, as the panel knows it."""
    plan = readied.plan
    chosen = enumerate(zip(plan.exhibits, plan.codes, strict=True), start=1)
    return Hearing(
        identifier=identifier,
        title=plan.title.strip(),
        forum=plan.forum,
        forum_title=plan.forum_title.strip(),
        case=plan.number.strip(),
        variant=variant,
        copies=plan.copies,
        prepared_by=desk.on_vault(lambda vault: vault.account.name),
        place=plan.place.strip(),
        created=desk.now().local,
        exhibits=tuple(
            HearingExhibit(
                number,
                code,
                one.label.strip() or _called(readied, one, language),
                one.purpose.strip(),
                one.evidence,
                shown_as(one, variant),
            )
            for number, (one, code) in chosen
        ),
    )


def _called(readied: Readied, chosen: Chosen, language: Language) -> str:
    """Return what to call an exhibit nobody named: its kind, as names of files tell too much."""
    return say(f"kind.{readied.items[chosen.evidence].card.kind.value}", language)


def _prepare(vault: Vault, *, book: Rulebook, readied: Readied, hearing: Hearing) -> _Leaving:
    """Announce the export and read everything that leaves."""
    vault.must(Right.EXPORT)
    cards = [evidence.by_id(vault, one.evidence) for one in hearing.exhibits]
    covered = {
        one.number: evidence.by_id(vault, chosen.covered)
        for one, chosen in zip(hearing.exhibits, readied.plan.exhibits, strict=True)
        if one.form is Form.COVERED and chosen.covered is not None
    }
    leaving = list({card.id: card for card in (*cards, *covered.values())}.values())
    told = {"forum": hearing.forum, "variant": hearing.variant.value}
    disclosure.announce(vault, leaving, hearing.identifier, **told)
    disclosed = disclosure.disclose(vault, leaving)
    cover = cover_for(vault, papers_around(readied), (card.id for card in cards))
    return _Leaving(
        tuple(evidence.sheet(vault, card.id) for card in cards),
        {
            number: _copy(vault, card, disclosed.records[card.number])
            for number, card in covered.items()
        },
        disclosed,
        paper_prints.office_of(vault, book),
        {
            one.number: _place(vault, book, card)
            for one, card in zip(hearing.exhibits, cards, strict=True)
        },
        saying(cover),
        Signer("", vault.account.name),
    )


def _copy(vault: Vault, card: EvidenceCard, records: tuple[bytes, ...]) -> Copy:
    """Return a covered copy with the recipe that its sealing record tells, not opened yet."""
    recipe = evidence.record_body(vault, card.number)["derived"]
    return Copy(
        Part.COVERED,
        card.media_type,
        card.size,
        lambda: iter(()),
        recipe,
        card.digest,
        card.id,
        records,
    )


def _place(vault: Vault, book: Rulebook, card: EvidenceCard) -> str:
    """Return the village or district of the paper an item is attached to, in words."""
    regions = [paper.region for paper in links.papers_of(vault, card.id) if paper.region]
    return ", ".join(reversed(book.regions.path(regions[-1])[1:])) if regions else ""


def _exhibit(
    desk: Desk,
    one: HearingExhibit,
    whole: EvidenceSheet,
    sheet: EvidenceSheet,
    leaving: _Leaving,
    beside: Playables,
) -> Exhibit:
    """Return an exhibit for the writer.  `whole`: all that is known; `sheet`: what may be read."""
    plan, failure = None, None
    if one.form is Form.ORIGINAL:
        plan, failure = exporting.planned(desk, one.evidence)
    copy, played = leaving.copies.get(one.number), beside.copies.get(one.number)
    return Exhibit(
        number=one.number,
        sheet=sheet,
        told=tuple(
            exporting.told(finding)
            if whole is sheet
            else Told(Finding(finding.code, finding.level), {})
            for finding in whole.facts.findings
        ),
        read=exporting.opener(desk.media, plan),
        records=leaving.disclosed.records[whole.card.number],
        failure=failure,
        form=one.form,
        extra=(
            *(() if copy is None else (_openable(desk, copy),)),
            *(() if played is None else (played,)),
        ),
    )


def _playables(
    desk: Desk,
    readied: Readied,
    hearing: Hearing,
    leaving: _Leaving,
    check: Check,
    report: Report,
) -> Playables:
    """Make the copies for playing: of what is given of each exhibit, and of nothing hidden."""
    given = [(one.number, item) for one in hearing.exhibits if (item := _given(one, leaving))]
    return playable.made_for(desk, given if readied.plan.playable else [], check, report)


def _given(one: HearingExhibit, leaving: _Leaving) -> EvidenceId | None:
    """Return the item whose bytes go out for an exhibit."""
    if one.form is Form.COVERED:
        copy = leaving.copies.get(one.number)
        return None if copy is None else copy.evidence
    return one.evidence if one.form is Form.ORIGINAL else None


def _openable(desk: Desk, copy: Copy) -> Copy:
    """Return a covered copy that can be read."""
    if copy.evidence is None:
        return copy
    plan, failure = exporting.planned(desk, copy.evidence)
    read = exporting.opener(desk.media, plan)
    return replace(copy, read=read if failure is None else partial(_refused, failure))


def _refused(failure: str) -> Iterator[bytes]:
    raise EvidenceDamagedError(failure)


def _documents(
    desk: Desk,
    readied: Readied,
    hearing: Hearing,
    leaving: _Leaving,
    sheets: tuple[EvidenceSheet, ...],
    beside: Playables,
    *,
    language: Language,
    certify: Certifier | None,
    check: Check,
    report: Report,
) -> Iterator[Attachment]:
    """Yield the documents of the hearing; each is made when it is written."""
    plan = readied.plan
    facts = hearing_facts(
        desk,
        hearing,
        sheets,
        office=leaving.office,
        columns=plan.columns,
        wanted=plan.documents,
        asides={
            one.number: _aside(one, sheet, leaving, beside, language)
            for one, sheet in zip(hearing.exhibits, sheets, strict=True)
        },
        signers=(leaving.maker,),
        check=check,
    )
    papers = documents(hearing, facts, language=language, sign=certify, check=check)

    def made(place: int, paper: Document) -> Iterator[bytes]:
        name = paper.path.rpartition("/")[2]
        report(Progress(place, len(papers), "items", "documents", name))
        yield paper.make()

    for place, paper in enumerate(papers):
        yield Attachment(paper.path, partial(made, place, paper))


def _vouched(desk: Desk, certify: Certifier | None, listing: bytes) -> Signatures:
    """Return who vouches for the whole bundle."""
    signatures = exporting.sign_whole(desk, listing)
    return signatures if certify is None else certify.vouch(listing, signatures)


def _aside(
    one: HearingExhibit,
    sheet: EvidenceSheet,
    leaving: _Leaving,
    beside: Playables,
    language: Language,
) -> Aside:
    """Return what is said of an exhibit beyond its sheet."""
    copy = leaving.copies.get(one.number)
    damaged = sheet.card.health is Health.DAMAGED
    return Aside(
        None if copy is None else copy.evidence,
        leaving.places[one.number],
        say("hearing.remark-failed", language) if damaged else "",
        beside.told.get(one.number),
    )
