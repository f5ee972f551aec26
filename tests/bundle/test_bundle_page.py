# SPDX-License-Identifier: GPL-3.0-or-later
"""The page in a real browser: it sends nothing, works without the newest parts, and speaks."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.fakes import chromium
from tests.fakes.bundle_verdicts import KEY, PAGE, by_browser
from tests.fakes.chromium import Browser

VECTORS = Path(__file__).parent.parent / "vectors" / "bundles"
FULL = VECTORS / "penuh"
RESULT = "return window.segelResult"

DROP = """
const files = [...document.getElementById("folder").files];
const folder = (path, inside) => ({
  isFile: false, fullPath: "/" + path,
  createReader: () => ({ readEntries: (give) => give(inside.splice(0, 2)) }),
});
const file = (one) => ({
  isFile: true, fullPath: "/" + one.webkitRelativePath, file: (give) => give(one),
});
const root = folder("paket", [...files.map(file), ...arguments[0].map((path) => folder(path, []))]);
const event = new Event("drop", { cancelable: true });
event.dataTransfer = { items: [{ webkitGetAsEntry: () => root }] };
document.dispatchEvent(event);
"""

REACH = """
const [there, done] = [arguments[0], arguments[arguments.length - 1]];
const tries = [
  () => fetch(there), () => fetch(there, { method: "POST", mode: "no-cors", body: "x" }),
  () => new Promise((resolve) => {
    const asked = new XMLHttpRequest();
    asked.onloadend = resolve;
    asked.open("GET", there);
    asked.send();
  }),
  () => { new Image().src = there + "gambar"; },
  () => { new WebSocket(there.replace("http", "ws")); },
  () => { new EventSource(there); }, () => { navigator.sendBeacon(there, "x"); },
  () => {
    const frame = document.createElement("iframe");
    frame.src = there;
    document.body.append(frame);
  },
  () => {
    const script = document.createElement("script");
    script.src = there;
    document.body.append(script);
  },
  () => {
    const form = document.createElement("form");
    form.action = there;
    document.body.append(form);
    form.submit();
  },
];
return (async () => {
  for (const one of tries) try { await one(); } catch (error) { /* refused, as it should be */ }
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  return tries.length;
})();
"""


TRIES = 3
"""How often the page asks for a file that does not go on."""
SILENT = """
const text = hasher.toString().replace("PATIENCE = 20000", "PATIENCE = 200");
const trick = `const whole = Blob.prototype.stream;
  let asked = 0;
  Blob.prototype.stream = function () {
    asked += 1;
    if (asked > ${arguments[0]}) return whole.call(this);
    return new ReadableStream({ type: "bytes", pull: () => new Promise(() => {}) });
  };`;
hasher = { toString: () => `function () { ${trick} (${text})(); }` };
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium.programs() is None:
        pytest.skip("Chromium and its driver are not installed (chromium, chromium-driver)")
    with chromium.chromium() as session:
        yield session


@contextmanager
def listening() -> Iterator[tuple[tuple[str, int], list[bytes]]]:
    """Give the address of a server and everything that is ever said to it."""
    heard: list[bytes] = []
    over = threading.Event()

    def listen(server: socket.socket) -> None:
        while not over.is_set():
            with suppress(TimeoutError):
                line, _ = server.accept()
                with line, suppress(TimeoutError):
                    line.settimeout(0.3)
                    heard.append(line.recv(200))

    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        hearer = threading.Thread(target=listen, args=[server])
        hearer.start()
        try:
            yield server.getsockname(), heard
        finally:
            over.set()
            hearer.join()


def test_nothing_leaves_the_page_by_any_road(browser: Browser) -> None:
    with listening() as (address, heard):
        browser.open(PAGE)
        assert browser.run(REACH, f"http://{address[0]}:{address[1]}/") == 10
        browser.complaints()
        with socket.create_connection(address) as probe:
            probe.sendall(b"a control that must be heard")
            browser.run("return new Promise((resolve) => { setTimeout(() => resolve(1), 2000); })")
    assert [said for said in heard if said] == [b"a control that must be heard"]


def test_a_browser_without_ed25519_comes_to_the_same_verdicts(
    browser: Browser, tmp_path: Path
) -> None:
    forged = Path(shutil.copytree(FULL, tmp_path / "paket"))
    data = bytearray((forged / "tanda-tangan/tagmanifest.sig").read_bytes())
    data[40] ^= 1
    (forged / "tanda-tangan/tagmanifest.sig").write_bytes(data)
    for folder, verdict in ((FULL, "sound"), (forged, "flawed")):
        browser.open(PAGE)
        browser.run("crypto.subtle.importKey = () => { throw new Error('not here'); }")
        browser.choose("#folder", folder)
        told = browser.wait(RESULT, 120)
        assert told["verdict"] == verdict
        assert browser.run("return ownEd25519") is False


def test_a_file_that_falls_silent_is_asked_for_again_and_then_named_as_unreadable(
    browser: Browser,
) -> None:
    for silent, unreadable in ((TRIES - 1, 0), (TRIES, 1)):
        browser.open(PAGE)
        browser.run(SILENT, silent)
        browser.choose("#folder", FULL)
        told = browser.wait(RESULT, 120)
        assert told["verdict"] == ("flawed" if unreadable else "sound")
        assert [flaw["flaw"] for flaw in told["flaws"]].count("unreadable") == unreadable


def test_a_dropped_folder_is_examined_with_its_empty_folders(browser: Browser) -> None:
    for empty, flaws in (([], []), (["penuh/data/kosong"], ["extra data/kosong"])):
        browser.open(PAGE)
        browser.choose("#folder", FULL)
        browser.wait(RESULT, 60)
        browser.run("window.segelResult = null; show('start')")
        browser.run(DROP, empty)
        told = browser.wait(RESULT, 60)
        assert [f"{flaw['flaw']} {flaw['place']}" for flaw in told["flaws"]] == flaws


def test_the_folder_around_a_bundle_may_be_chosen_but_not_two_bundles(
    browser: Browser, tmp_path: Path
) -> None:
    around = tmp_path / "flashdisk"
    shutil.copytree(FULL, around / "paket")
    (around / "surat.txt").write_text("surat pengantar")
    assert by_browser(browser, around)["verdict"] == "sound"
    shutil.copytree(FULL, around / "paket-lain")
    assert by_browser(browser, around) == {
        "flaws": [], "reason": "not-bundle", "states": [], "verdict": "unexamined",
    }  # fmt: skip


def test_the_first_format_is_refused_by_name(browser: Browser) -> None:
    told = by_browser(browser, VECTORS.parent / "bundle-v1" / "paket")
    assert told["reason"] == "older"


def test_the_page_speaks_both_languages_and_compares_a_typed_key(browser: Browser) -> None:
    by_browser(browser, FULL)
    words = "return document.getElementById('result').innerText"
    assert "Paket sesuai" in browser.run(words)
    assert "P-1" in browser.run(words)
    browser.run("document.querySelector('[data-tongue=en]').click()")
    assert "The bundle is in order" in browser.run(words)
    assert "undefined" not in browser.run(words)
    typing = (
        "const field = document.getElementById('typed'); field.value = arguments[0];"
        "field.dispatchEvent(new Event('input'));"
        "return document.querySelector('output').className"
    )
    assert browser.run(typing, f"{KEY[:4]} {KEY[4:]}".lower()) == "good"
    assert browser.run(typing, "0" * 20) == "bad"


def test_names_from_a_bundle_never_become_markup(browser: Browser, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FULL, tmp_path / "paket"))
    (folder / "data" / "<img src=x onerror=alert(1)>").write_text("x")
    told = by_browser(browser, folder)
    assert any("<img" in flaw["place"] for flaw in told["flaws"])
    assert browser.run("return document.querySelectorAll('#result img[src=x]').length") == 0


def test_every_word_of_the_page_is_there_in_both_languages(browser: Browser) -> None:
    browser.open(PAGE)
    assert browser.run("return Object.values(WORDS).every((pair) => pair.length === 2)")
    used = "return [...document.querySelectorAll('[data-words]')].map((one) => one.dataset.words)"
    assert set(browser.run(used)) <= set(browser.run("return Object.keys(WORDS)"))
