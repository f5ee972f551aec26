# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole journey with real photos and videos: vault, sealing, browsing, examining, bundle.

Each step prints its figures.  Nothing is taken from anywhere but `resources/samples`, and nothing
is written outside the folder that was asked for.
"""

import shutil
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from db.errors import InvalidInputError
from db.model.evidence import Manner, Provenance
from db.model.people import Role
from db.seal.signature import fingerprint
from db.store import accounts, browse
from db.store.vault import Person, Vault, doors
from desktop.actions import backing_up, examining, exporting, gather, sealing
from desktop.actions.clock import SystemClock
from desktop.actions.desk import Desk
from desktop.actions.sheet import recovery_sheet
from desktop.cli import doorway
from desktop.cli.commands import card_line, tell_flaws
from desktop.cli.terminal import Exit, Terminal, size
from resources import path as resource

PASSPHRASE: Final = "contoh saja, bukan rahasia"  # noqa: S105 - the demonstration says so itself
MARK: Final = "demo-segel"


@dataclass(slots=True)
class _Steps:
    """Numbers and times the steps."""

    terminal: Terminal
    count: int = 0
    failed: int = 0

    @contextmanager
    def step(self, key: str) -> Iterator[Callable[[str], None]]:
        """Announce a step, run it, and print the figure it hands back with the time it took."""
        self.count += 1
        told: list[str] = []
        started = time.perf_counter()
        self.terminal.line(f"\n{self.count}. {self.terminal.say(f'demo.{key}')}")
        yield told.append
        taken = time.perf_counter() - started
        for line in "\n".join(told).splitlines():
            self.terminal.line(f"   {line}")
        self.terminal.line(f"   {taken:.2f} s")


def demo(args: Namespace, terminal: Terminal) -> Exit:
    """Run the journey into `args.out`, which is emptied first if an earlier run made it."""
    out = Path(args.out)
    _clear(out)
    steps = _Steps(terminal)
    vault, code = _create(out, steps)
    _walk(out, vault, steps)
    _recover(out, code, steps)
    _tamper(out, steps)
    _screens(out, steps)
    terminal.line()
    terminal.line(terminal.say("demo.done" if not steps.failed else "demo.failed", out=str(out)))
    terminal.result({"failed": steps.failed, "out": str(out), "steps": steps.count})
    return Exit.FLAWS if steps.failed else Exit.OK


def _clear(out: Path) -> None:
    if out.exists() and any(out.iterdir()):
        if not (out / MARK).exists():
            message = "the demonstration needs a new or empty folder"
            raise InvalidInputError(message, what="folder")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).touch()


def _create(out: Path, steps: _Steps) -> tuple[Vault, str]:
    now = SystemClock()
    with steps.step("create") as tell:
        vault, code = doorway.create(
            out / "vault",
            name="Ni Made Contoh",
            label="Ketua",
            role=Role.CHAIR,
            passphrase=PASSPHRASE,
            now=now,
        )
        mark = fingerprint(vault.account.public_key)
        sheet = recovery_sheet(
            code, vault=vault.id, label="Ketua", fingerprint=mark, created=now().local
        )
        (out / "lembar-pemulihan.pdf").write_bytes(sheet)
        accounts.add(vault, Person("I Wayan Contoh", "Anggota 1", Role.MEMBER, PASSPHRASE + "!"))
        tell(steps.terminal.say("demo.key", mark=mark))
    return vault, code


def _walk(out: Path, vault: Vault, steps: _Steps) -> None:
    say = steps.terminal.say
    with doorway.at_desk(vault, SystemClock()) as desk:
        with steps.step("review") as tell:
            found = gather.gather([resource("samples")])
            chosen = [one for one in found.candidates if not one.name.endswith(".csv")]
            reviewed = gather.review(desk, chosen, report=steps.terminal.progress)
            look = sum(one.facts is not None and one.facts.loudest == "periksa" for one in reviewed)
            twins = sum(bool(one.twin) for one in reviewed)
            tell(say("demo.reviewed", files=str(len(reviewed)), look=str(look), twins=str(twins)))
        with steps.step("seal") as tell:
            gather.queue(desk, [one.ticket(_came(one)) for one in reviewed])
            done = sealing.run_queue(desk, report=steps.terminal.progress)
            tell(
                say(
                    "cli.sealed",
                    sealed=str(len(done.sealed)),
                    again=str(len(done.again)),
                    failed=str(len(done.failed)),
                    bytes=size(done.bytes),
                    safe=str(len(done.safe)),
                )
            )
            steps.failed += len(done.failed)
        with steps.step("browse") as tell:
            for card in desk.on_vault(lambda vault: browse.page(vault, limit=30)):
                tell(card_line(card, steps.terminal))
            words = desk.on_vault(
                lambda vault: len(browse.page(vault, browse.Filter(text="balai desa")))
            )
            tell(say("demo.searched", count=str(words)))
        _examine(desk, steps)
        _bundle(desk, out, steps)
        with steps.step("backup") as tell:
            copied = backing_up.back_up(desk, out / "cadangan", report=steps.terminal.progress)
            tell(say("cli.backed-up", folder=str(copied.folder), bytes=size(copied.bytes)))


def _came(one: gather.Reviewed) -> Provenance:
    if one.suggested is Manner.WHATSAPP_PHOTO:
        return Provenance(one.suggested, giver="Warga A", giver_protected=True)
    return Provenance(one.suggested, basis="Direkam di tempat umum")


def _examine(desk: Desk, steps: _Steps) -> None:
    with steps.step("examine") as tell:
        done = examining.examine_vault(desk, report=steps.terminal.progress)
        tell_flaws(done.discrepancies, steps.terminal)
        tell(
            steps.terminal.say(
                "cli.examined",
                items=str(done.items),
                bytes=size(done.bytes),
                entries=str(done.entries),
            )
        )
        tell(steps.terminal.say("cli.flaws", count=str(len(done.discrepancies))))
        steps.failed += len(done.discrepancies)


def _bundle(desk: Desk, out: Path, steps: _Steps) -> None:
    with steps.step("export") as tell:
        cards = desk.on_vault(lambda vault: browse.page(vault, limit=6))
        written = exporting.export_bundle(
            desk,
            [card.id for card in cards],
            target=out / "bundel",
            identifier=exporting.suggest_identifier(desk, cards),
            title="Contoh bundel",
            organisation="Panwaslu Kecamatan Contoh",
            report=steps.terminal.progress,
        )
        tell(
            steps.terminal.say(
                "cli.exported",
                folder=str(written.folder),
                files=str(written.files),
                bytes=size(written.size),
                digest=written.digest.hex,
            )
        )
    with steps.step("check") as tell:
        code, words = _check_bundle(out / "bundel")
        tell(words)
        steps.failed += code != 0


def _check_bundle(folder: Path) -> tuple[int, str]:
    """Check a bundle as a stranger would: another process, without vault, keys or Qt."""
    frozen = getattr(sys, "frozen", False)  # a packaged program is no interpreter
    done = subprocess.run(  # noqa: S603 - this program, fixed words
        [sys.executable, *(["verify"] if frozen else ["-m", "db.bundle"]), str(folder)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=resource(".").parent,
    )
    lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return done.returncode, lines[-1] if lines else ""


def _recover(out: Path, code: str, steps: _Steps) -> None:
    with steps.step("restore") as tell:
        path = backing_up.restore(out / "cadangan", out / "pulih", report=steps.terminal.progress)
        tell(steps.terminal.say("cli.restored", folder=str(path)))
    with steps.step("recover") as tell:
        vault = Vault.unlock_with_code(path, code, now=SystemClock(), tool=doorway.tool_name())
        try:
            account = next(door.account for door in doors(path))
            accounts.reset_passphrase(vault, account, "kata sandi yang baru")
        finally:
            vault.lock()
        with doorway.at_desk(
            Vault.unlock(
                path,
                account,
                "kata sandi yang baru",
                now=SystemClock(),
                tool=doorway.tool_name(),
            ),
            SystemClock(),
        ) as desk:
            done = examining.examine_vault(desk, report=steps.terminal.progress)
        tell(steps.terminal.say("demo.recovered", items=str(done.items)))
        tell_flaws(done.discrepancies, steps.terminal)
        steps.failed += len(done.discrepancies)


def _tamper(out: Path, steps: _Steps) -> None:
    """Flip one bit in a copy of the bundle: the check must name the place."""
    with steps.step("tamper") as tell:
        copy = out / "bundel-diubah"
        shutil.copytree(out / "bundel", copy)
        victim = next(iter(sorted((copy / "data" / "bukti").glob("*/asli.*"))))
        data = bytearray(victim.read_bytes())
        data[len(data) // 2] ^= 1
        victim.write_bytes(data)
        code, words = _check_bundle(copy)
        tell(words)
        steps.failed += code != 1
        shutil.rmtree(copy)


def _screens(out: Path, steps: _Steps) -> None:
    """Open the app on the demonstration's vault and keep a picture of each screen."""
    with steps.step("screens") as tell:
        from desktop.tour import take_pictures  # noqa: PLC0415 - the only step that needs Qt

        pictures = take_pictures(out / "vault", PASSPHRASE, out / "layar")
        tell(steps.terminal.say("demo.pictures", count=str(len(pictures)), out=str(out / "layar")))
