# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands: each takes what was typed and a terminal, and returns an exit code."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from db.bundle.examine import is_bundle
from db.errors import InvalidInputError, NotFoundError
from db.intake import wording
from db.model.claim import Field
from db.model.evidence import EvidenceCard, EvidenceSheet, Kind, Manner, Provenance, Road
from db.model.flaw import Discrepancy
from db.model.ids import EvidenceId
from db.model.moment import iso
from db.model.people import Role
from db.seal.signature import fingerprint
from db.store import browse, evidence
from db.store.browse import Filter
from db.store.vault import Vault
from desktop.actions import backing_up, examining, exporting, gather, media, sealing, viewing
from desktop.actions.clock import SystemClock
from desktop.actions.desk import Desk
from desktop.actions.sheet import recovery_sheet
from desktop.cli import bundles, clock, doorway, handovers
from desktop.cli.terminal import Exit, Terminal, size


def init(args: Namespace, terminal: Terminal) -> Exit:
    """Make a vault and its recovery sheet."""
    path = Path(args.vault)
    sheet = Path(args.sheet) if args.sheet else path.with_name(path.name + "-pemulihan.pdf")
    if sheet.exists():
        message = "the recovery sheet's file exists already"
        raise InvalidInputError(message, what="target-exists")
    passphrase = doorway.passphrase_from(
        args.passphrase_file, terminal.say("cli.new-passphrase"), twice=True
    )
    _found(args, path, sheet, passphrase, terminal)
    return Exit.OK


def _found(args: Namespace, path: Path, sheet: Path, passphrase: str, terminal: Terminal) -> None:
    now = SystemClock()
    with doorway.secret_file(sheet) as out:  # first: without it the code would be lost
        vault, code = doorway.create(
            path,
            name=args.name,
            label=args.label,
            role=Role.CHAIR,
            passphrase=passphrase,
            now=now,
        )
        try:
            mark = fingerprint(vault.account.public_key)
            pdf = recovery_sheet(
                code, vault=vault.id, label=args.label, fingerprint=mark, created=now().local
            )
        finally:
            vault.lock()
        out.write(pdf)
    terminal.line(terminal.say("cli.created", vault=str(path), sheet=str(sheet), mark=mark))
    terminal.result({"vault": str(path), "id": vault.id, "key": mark, "recovery_sheet": str(sheet)})


def seal(args: Namespace, terminal: Terminal) -> Exit:
    """Seal files and folders; with --create, make the vault first when it is not there."""
    path = Path(args.vault)
    if args.create and not path.exists():
        if args.passphrase_file == "-":  # noqa: S105 - the name of a stream
            message = "standard input is read only once; make the vault with init"
            raise InvalidInputError(message, what="stdin-once")
        file = Path(args.passphrase_file or f"{path}.sandi")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (
            doorway.passphrase_from(str(file), "")
            if file.exists()
            else doorway.invent_passphrase(file)
        )
        terminal.line(terminal.say("cli.invented", file=str(file)))
        _found(args, path, path.with_name(path.name + "-pemulihan.pdf"), text, terminal)
    file_name = args.passphrase_file or (f"{path}.sandi" if args.create else None)
    with doorway.opened(path, args.who, file_name, terminal) as desk:
        return seal_paths(desk, args.paths, provenance_from(args), terminal)


def provenance_from(args: Namespace) -> Provenance:
    """Return how the files came, as typed."""
    return Provenance(
        Manner(args.manner), args.giver, bool(args.protect_giver), args.basis, args.note
    )


def seal_paths(
    desk: Desk, paths: Sequence[str], provenance: Provenance, terminal: Terminal
) -> Exit:
    """Queue and seal what is at `paths`, and say what became of each."""
    found = gather.gather(paths)
    tickets = gather.tickets_for(found.candidates, provenance, media.mounted())
    problems = [(one.path, one.problem) for one in found.candidates if one.problem]
    gather.queue(desk, tickets)
    outcome = sealing.run_queue(desk, report=terminal.progress)
    failed = [*problems, *outcome.failed]
    cards = [desk.on_vault(_card(item)) for item in outcome.sealed]
    for card in cards:
        terminal.line(card_line(card, terminal))
    for item in outcome.again:
        try:
            number = str(desk.on_vault(_card(item)).number)
        except NotFoundError:
            number = "?"  # someone else's, which this role does not see
        terminal.line(terminal.say("cli.again", number=number))
    if outcome.away:
        terminal.line(terminal.say("cli.away"))
    for path, problem in failed:
        terminal.line(f"✗ {path}: {terminal.say(f'problem.{problem}')}")
    total = sum(card.size for card in cards)
    terminal.line(
        terminal.say(
            "cli.sealed",
            sealed=str(len(cards)),
            again=str(len(outcome.again)),
            failed=str(len(failed)),
            bytes=size(total),
            safe=str(len(outcome.safe)),
        )
    )
    terminal.result(
        {
            "again": list(outcome.again),
            "failed": [{"path": path, "problem": problem} for path, problem in failed],
            "left_out": list(found.left_out),
            "safe_to_remove": outcome.safe,
            "sealed": [card_json(card) for card in cards],
        }
    )
    return Exit.FLAWS if failed or outcome.away else Exit.OK


def list_items(args: Namespace, terminal: Terminal) -> Exit:
    """List sealed items, newest first."""
    wanted = Filter(
        text=args.text,
        kinds=frozenset(Kind(kind) for kind in args.kind),
        roads=frozenset(Road(road) for road in args.road),
        code=args.finding,
    )
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        cards = desk.on_vault(lambda vault: tuple(browse.every(vault, wanted)))
    for card in cards:
        terminal.line(card_line(card, terminal))
    terminal.result({"items": [card_json(card) for card in cards]})
    return Exit.OK


def show(args: Namespace, terminal: Terminal) -> Exit:
    """Show everything known about one item; looking is written down."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        card = desk.on_vault(lambda vault: evidence.by_number(vault, args.number))
        sheet = viewing.open_sheet(desk, card.id, reason=args.reason)
    terminal.line(card_line(sheet.card, terminal))
    terminal.line(f"  {sheet.card.digest}")
    for claim in sheet.facts.claims:
        where = terminal.say(f"source.{claim.source}")
        what = claim.tag if claim.field is Field.OTHER else terminal.say(f"field.{claim.field}")
        terminal.line(f"  {what}: {claim.value} — {where}")
    for finding in sheet.facts.findings:
        level = terminal.say(f"level.{finding.level}")
        terminal.line(f"  ! {level}: {wording.sentence(finding, _language(terminal))}")
    for step in sheet.custody:
        act = terminal.say(f"act.{step.act}")
        time = clock.written(step.at_us, step.true, terminal)
        terminal.line(f"  {step.seq:>6}  {time}  {act}  {step.by_name}")
    terminal.result(sheet_json(sheet))
    return Exit.OK


def _language(terminal: Terminal) -> wording.Language:
    return "en" if terminal.language == "en" else "id"


def verify(args: Namespace, terminal: Terminal) -> Exit:
    """Examine a bundle, or the whole vault, or open and hash the named items again."""
    if is_bundle(Path(args.vault)):
        return bundles.verify(Path(args.vault), terminal)
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        if args.numbers:
            items = _items(desk, args.numbers)
            flaws = examining.verify_items(desk, items, report=terminal.progress)
            clean = not flaws
            summary = terminal.say("cli.verified", items=str(len(items) - len(flaws)))
        else:
            done = examining.examine_vault(desk, resume=args.resume, report=terminal.progress)
            flaws, clean = done.discrepancies, done.clean
            summary = terminal.say(
                "cli.examined",
                items=str(done.items),
                bytes=size(done.bytes),
                entries=str(done.entries),
            )
    tell_flaws(flaws, terminal)
    terminal.line(summary)
    terminal.line(terminal.say("cli.flaws", count=str(len(flaws))))
    terminal.result({"discrepancies": [flaw_json(flaw) for flaw in flaws]})
    return Exit.OK if clean else Exit.FLAWS


def export(args: Namespace, terminal: Terminal) -> Exit:
    """Write items as a bundle that a stranger can check, or encrypted for somebody."""
    wrapping = handovers.wrapping_from(args, terminal)
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        items = _items(desk, args.numbers)
        written = exporting.export_bundle(
            desk,
            items,
            target=Path(args.to),
            identifier=args.identifier or Path(args.to).name,
            title=args.title,
            organisation=args.organisation,
            wrapping=wrapping,
            players=args.playable,
            report=terminal.progress,
        )
    tell_flaws(written.discrepancies, terminal)
    terminal.line(
        terminal.say(
            "cli.exported",
            folder=str(written.folder),
            files=str(written.files),
            bytes=size(written.size),
            digest=written.digest.hex,
        )
    )
    for number in written.unplayable:
        terminal.line(terminal.say("cli.not-playable", number=f"{number:04d}"))
    terminal.result(
        {
            "bytes": written.size,
            "discrepancies": [flaw_json(flaw) for flaw in written.discrepancies],
            "failed": list(written.failed),
            "files": written.files,
            "folder": str(written.folder),
            "tagmanifest_sha256": written.digest.hex,
            "unplayable": list(written.unplayable),
        }
    )
    return Exit.FLAWS if written.failed or written.discrepancies else Exit.OK


def backup(args: Namespace, terminal: Terminal) -> Exit:
    """Copy a locked vault to another place and read the copy back; needs no passphrase."""
    copied = backing_up.back_up_locked(
        Path(args.vault), Path(args.target), report=terminal.progress
    )
    terminal.line(
        terminal.say("cli.backed-up", folder=str(copied.folder), bytes=size(copied.bytes))
    )
    terminal.result({"bytes": copied.bytes, "files": copied.files, "folder": str(copied.folder)})
    return Exit.OK


def restore(args: Namespace, terminal: Terminal) -> Exit:
    """Make a vault from a backup, every byte checked before and after."""
    path = backing_up.restore(Path(args.copy), Path(args.target), report=terminal.progress)
    terminal.line(terminal.say("cli.restored", folder=str(path)))
    terminal.result({"vault": str(path)})
    return Exit.OK


def ledger(args: Namespace, terminal: Terminal) -> Exit:
    """Show the newest entries, or the signed head for keeping elsewhere."""
    with doorway.opened(Path(args.vault), args.who, args.passphrase_file, terminal) as desk:
        head = desk.on_vault(browse.head_note)
        rows = desk.on_vault(lambda vault: browse.entries(vault, limit=args.limit))
    if args.head:
        terminal.line(head.rstrip("\n"))
    else:
        for row in rows:
            act = terminal.say(f"act.{row.act}")
            about = terminal.say(f"subject.{row.subject_kind}")
            number = "" if row.evidence_number is None else f" {row.evidence_number}"
            time = clock.written(row.at_us, row.true, terminal)
            terminal.line(f"{row.seq:>6}  {time}  {act} · {about}{number} · {row.who_name}")
    terminal.result(
        {
            "entries": [
                {
                    "act": row.act,
                    "link": row.link.hex(),
                    "sequence": row.seq,
                    "subject": row.subject,
                    "time": iso(row.at_us),
                    "true": None if row.true is None else iso(row.true.us),
                    "who": row.who,
                }
                for row in rows
            ],
            "head": head,
        }
    )
    return Exit.OK


def tell_flaws(flaws: Sequence[Discrepancy], terminal: Terminal) -> None:
    """Print each flaw with its place."""
    for flaw in flaws:
        terminal.line(f"✗ {flaw.place}: {terminal.say(f'flaw.{flaw.flaw}')} — {flaw.detail}")


def card_line(card: EvidenceCard, terminal: Terminal) -> str:
    """Return one item on one line."""
    mark = "!" if card.loudest == "periksa" else " "
    kind = terminal.say(f"kind.{card.kind}")
    health = terminal.say(f"health.{card.health}")
    taken = card.captured.local if card.captured else "—"
    start = f"{card.number:>5} {mark} {card.digest.hex[:12]}  {size(card.size):>9}  {taken:<19}"
    return f"{start}  {kind:<10}  {health}  {card.name}"


def card_json(card: EvidenceCard) -> dict[str, Any]:
    """Return one item for JSON."""
    return {
        "captured": None if card.captured is None else card.captured.to_json(),
        "findings": card.finding_count,
        "health": card.health.value,
        "id": card.id,
        "kind": card.kind.value,
        "loudest": None if card.loudest is None else card.loudest.value,
        "manner": card.manner.value,
        "media_type": card.media_type,
        "name": card.name,
        "number": card.number,
        "sealed": iso(card.sealed_us),
        "sha256": card.digest.hex,
        "size": card.size,
    }


def sheet_json(sheet: EvidenceSheet) -> dict[str, Any]:
    """Return everything about one item for JSON."""
    return {
        **card_json(sheet.card),
        "arrivals": [
            {
                "name": one.name,
                "provenance": one.provenance.to_json(),
                "sequence": one.seq,
                "time": iso(one.arrived_us),
            }
            for one in sheet.arrivals
        ],
        "claims": [claim.to_json() for claim in sheet.facts.claims],
        "custody": [
            {
                "act": one.act,
                "by": one.by,
                "sequence": one.seq,
                "time": iso(one.at_us),
                "true": None if one.true is None else iso(one.true.us),
            }
            for one in sheet.custody
        ],
        "finding_list": [finding.to_json() for finding in sheet.facts.findings],
        "near": [card.number for card in sheet.near],
    }


def flaw_json(flaw: Discrepancy) -> dict[str, str]:
    """Return one flaw for JSON."""
    return {"detail": flaw.detail, "flaw": flaw.flaw.value, "place": flaw.place}


def _items(desk: Desk, numbers: Sequence[int]) -> tuple[EvidenceId, ...]:
    def work(vault: Vault) -> tuple[EvidenceId, ...]:
        return tuple(evidence.by_number(vault, number).id for number in numbers)

    return desk.on_vault(work)


def _card(item: EvidenceId) -> Callable[[Vault], EvidenceCard]:
    return lambda vault: evidence.by_id(vault, item)
