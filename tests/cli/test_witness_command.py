# SPDX-License-Identifier: GPL-3.0-or-later
"""An operator, a witness and a laptop that counts it, each from a terminal."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from db.model.digest import Digest
from db.seal.cosignature import Cosigner
from db.store.vault import Vault, doors
from desktop.actions.clock import SystemClock
from desktop.cli import parser
from desktop.cli.terminal import Exit
from sync.checkpoint import LogHead, log_signer
from sync.server import witnesses
from sync.server.serving import Serving
from sync.server.site import Site
from sync.witness import written_address
from sync.witnessing import Cosigned
from tests.fakes.live_depot import free_port
from tests.fakes.small_vault import CHAIR, enter, found, put, without_ballast
from tests.fakes.stopped_clock import StoppedClock

Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Type:
    def run(*words: object) -> tuple[int, str, str]:
        capsys.readouterr()
        code = parser.run([str(word) for word in words])
        return (code, *capsys.readouterr())

    return run


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vault:
    without_ballast(monkeypatch)
    made, _ = found(tmp_path / "brankas", StoppedClock(tick_us=1000))
    put(made, b"isi" * 1000)
    made.lock()
    (tmp_path / "sandi").write_text(CHAIR.passphrase, encoding="utf-8")
    return made


@pytest.fixture
def server(tmp_path: Path, typed: Type) -> Iterator[Serving]:
    folder, url = tmp_path / "server", f"https://127.0.0.1:{free_port()}"
    assert typed("serve", "make", folder, "--url", url)[0] == Exit.OK
    with Serving(Site.load(folder), lambda: SystemClock()().wall_us) as server:
        server.begin(*server.site.must_have_host())
        yield server


def address(server: Serving) -> str:
    return written_address(server.site.url, server.site.card.pin)


def test_an_operator_gets_a_passphrase_and_a_certificate_for_the_browser(
    tmp_path: Path, typed: Type, server: Serving
) -> None:
    secret, target = tmp_path / "kata", tmp_path / "kantor.pem"
    secret.write_text("pendek\n", encoding="utf-8")
    words = ("serve", "operator", server.site.folder, "--passphrase-file", secret)
    code, _, err = typed(*words)
    assert (code, "12" in err) == (Exit.REFUSED, True)
    secret.write_text("padi kering di lumbung\n", encoding="utf-8")
    code, out, _ = typed(*words, "--certificate", target, "--json")
    told = json.loads(out)
    assert code == Exit.OK
    assert told["url"] == f"{server.site.url}/operator"
    assert len(told["sha256"].split(":")) == 32
    assert target.read_text().startswith("-----BEGIN CERTIFICATE-----")
    assert "padi" not in out


def test_a_witness_signs_and_the_laptop_counts_who_it_was_told_to(
    tmp_path: Path, typed: Type, server: Serving, vault: Vault
) -> None:
    at = (vault.folder.path, "--passphrase-file", tmp_path / "sandi")
    assert typed("enrol", at[0], server.invite().code, *at[1:])[0] == Exit.OK
    signing = ("witness", "sign", tmp_path / "saksi")
    assert typed(*signing)[0] == Exit.REFUSED
    code, out, _ = typed(*signing, address(server), "--name", "bawaslu-badung", "--json")
    told = json.loads(out)
    assert (code, told["logs"][0]["verdict"]) == (Exit.FLAWS, "unwanted")
    server.lane.run(lambda db: witnesses.name(db, told["key"], 1))

    code, out, _ = typed(*signing, "--json")
    assert (code, json.loads(out)["logs"][0]["verdict"]) == (Exit.OK, "grew")
    code, out, _ = typed("sync", *at, "--json")
    (one,) = json.loads(out)["witnesses"]
    assert (code, one["name"], one["counted"]) == (Exit.OK, "bawaslu-badung", False)
    assert typed("witness", "trust", at[0], "bukan-kunci", *at[1:])[0] == Exit.REFUSED
    assert typed("witness", "trust", at[0], told["key"], *at[1:])[0] == Exit.OK
    assert typed(*signing)[0] == Exit.OK
    code, out, _ = typed("sync", *at, "--json")
    (one,) = json.loads(out)["witnesses"]
    assert one["counted"]
    assert 0 < one["size"] <= one["of"]
    code, out, _ = typed("witness", "show", *at)
    assert (code, "bawaslu-badung" in out, ": 1." in out) == (Exit.OK, True, True)
    assert typed("witness", "trust", at[0], told["key"], "--drop", *at[1:])[0] == Exit.OK
    assert typed("witness", "trust", at[0], told["key"], "--drop", *at[1:])[0] == Exit.REFUSED


def test_a_counted_witness_who_saw_another_log_is_a_breach_on_the_laptop(
    tmp_path: Path, typed: Type, server: Serving, vault: Vault
) -> None:
    at = (vault.folder.path, "--passphrase-file", tmp_path / "sandi")
    assert typed("enrol", at[0], server.invite().code, *at[1:])[0] == Exit.OK
    signing = ("witness", "sign", tmp_path / "saksi")
    out = typed(*signing, address(server), "--name", "saksi", "--json")[1]
    key = json.loads(out)["key"]
    server.lane.run(lambda db: witnesses.name(db, key, 1))
    typed("witness", "trust", at[0], key, *at[1:])
    assert typed("sync", *at)[0] == Exit.OK
    assert typed(*signing)[0] == Exit.OK

    def show_another_log_to_the_laptop(db: Connection) -> None:
        """Let log and witness sign one more head of the same size, over other statements."""
        head = server.depot.log.head(db)
        other = Digest(bytes(32))
        signer = log_signer(server.site.name, server.site.seeds[2])
        lie = LogHead.sign(head.depot, head.epoch, head.size, other, signer)
        text = lie.note.partition("\n\n")[0] + "\n"
        name, seed = (tmp_path / "saksi" / "kunci").read_text().split()
        said = Cosigner(name, bytes.fromhex(seed)).sign(text, 9_999_999_999)
        server.stand.take(db, Cosigned(lie, text, (said,)).emit().encode())

    server.lane.run(show_another_log_to_the_laptop)
    code, out, _ = typed("sync", *at, "--json")
    assert (code, json.loads(out)["breaches"]) == (Exit.FLAWS, ["forked"])
    opened = enter(vault, doors(vault.folder.path)[0].account, CHAIR.passphrase)
    try:
        told = opened.db.execute("SELECT breach, detail FROM office_doubt").fetchall()
    finally:
        opened.lock()
    ((breach, detail),) = told
    assert breach == "forked"
    assert detail.count("segel.id/depot/") == 4
    assert " saksi " in detail
