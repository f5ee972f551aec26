# SPDX-License-Identifier: GPL-3.0-or-later
"""The operator's pages let one passphrase in, take their own forms, and run nothing of others'."""

import http.client
import json
import re
import ssl
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, select

from db.errors import InvalidInputError
from db.ledger.depot import CARD_LIMIT
from resources import operator
from sync.enrolment import Application, Invitation
from sync.http import device_signer
from sync.reading import ALL
from sync.server import tables
from sync.server.desk import fleet, records, sessions
from sync.server.desk.door import COOKIE, POLICY
from sync.server.desk.fleet import Asked, Order
from sync.server.desk.markup import tag
from sync.server.desk.sessions import IDLE_US, WHOLE_US, Backoff
from sync.server.reader_tables import reading_code
from sync.server.reading import ReadingRoom
from sync.server.serving import Serving
from tests.fakes.live_depot import site_at
from tests.fakes.memory_outbox import MemoryOutbox
from tests.fakes.operated_depot import NOW_US, PASSPHRASE, StillClock, operated, rows_of_a_fleet

Answer = tuple[int, Mapping[str, str], str]
TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')
EVIL = "<script>alert(1)</script>\"' onload=x"


class Client:
    """Asks pages as a browser would, and keeps one cookie."""

    def __init__(self, server: Serving) -> None:
        self.host, self.port = server.site.must_have_host()
        self.cookie = ""
        self.token = ""

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> Answer:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        line = http.client.HTTPSConnection(self.host, self.port, context=context, timeout=120)
        told = {"Origin": f"https://{self.host}:{self.port}", "Cookie": self.cookie, **headers}
        told = {name: value for name, value in told.items() if value}
        try:
            line.request(method, f"/operator{path}", body, told)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            line.close()
        return answer.status, dict(answer.headers.items()), text

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, None, **headers)

    def post(self, path: str, form: Mapping[str, str], **headers: str) -> Answer:
        return self.ask("POST", path, urlencode({"token": self.token, **form}), **headers)

    def enter(self, passphrase: str = PASSPHRASE) -> int:
        status, headers, _ = self.post("/enter", {"passphrase": passphrase})
        if status == 303:
            self.cookie = headers["set-cookie"].partition(";")[0]
            found = TOKEN.search(self.get("/storage")[2])
            assert found is not None
            self.token = found[1]
        return status


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Serving, StillClock]]:
    clock = StillClock()
    with operated(site_at(tmp_path / "kantor"), clock) as server:
        server.lane.run(lambda db: rows_of_a_fleet(db, 30))
        yield server, clock


@pytest.fixture
def server(served: tuple[Serving, StillClock]) -> Serving:
    return served[0]


@pytest.fixture
def client(server: Serving) -> Client:
    client = Client(server)
    assert client.enter() == 303
    return client


PAGES = ("/fleet", "/log", "/codes", "/devices", "/readers", "/storage", "/breaches")


def test_nobody_sees_a_page_without_the_passphrase(server: Serving) -> None:
    stranger = Client(server)
    for path in (*PAGES, "/devices/ABCDEFGH12345678"):
        for cookie in ("", f"{COOKIE}=", f"{COOKIE}={'x' * 43}", f"{COOKIE}=\x7f"):
            stranger.cookie = cookie
            status, headers, text = stranger.get(path)
            assert (status, headers.get("location"), text) == (303, "/operator", "")
    status, _, text = stranger.get("")
    assert status == 200
    assert 'type="password"' in text
    for path in ("/codes", "/log/check", "/devices/ABCDEFGH12345678/revoke", "/leave"):
        assert stranger.post(path, {})[0] == 303


@pytest.mark.parametrize("path", ["", *PAGES, "/desk.css", "/desk.js", "/land.svg", "/seal.svg"])
def test_every_answer_forbids_what_comes_from_elsewhere(client: Client, path: str) -> None:
    _, headers, _ = client.get(path)
    assert headers["content-security-policy"] == POLICY
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "server" not in headers
    if path in PAGES:
        assert headers["cache-control"] == "no-store"


def test_no_page_has_a_script_or_style_in_it_or_names_another_server(client: Client) -> None:
    for path in PAGES:
        text = client.get(path)[2]
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text), path
        assert re.findall(r"<script[^>]*>", text) == ['<script src="/operator/desk.js" defer>']
        assert not re.search(r'(?:src|href|action)="(?!/operator|#)', text), path


def test_the_cookie_is_for_this_server_over_tls_and_no_script(server: Serving) -> None:
    status, headers, _ = Client(server).post("/enter", {"passphrase": PASSPHRASE})
    parts = {part.strip().lower() for part in headers["set-cookie"].split(";")[1:]}
    assert status == 303
    assert headers["set-cookie"].startswith("__Host-")
    assert parts == {"httponly", "path=/", "samesite=strict", "secure"}


def test_a_session_ends_when_it_is_left_alone_or_grows_old_or_is_left(
    served: tuple[Serving, StillClock], client: Client
) -> None:
    clock = served[1]
    clock.us += IDLE_US - 1
    assert client.get("/log")[0] == 200
    clock.us += IDLE_US - 1
    assert client.get("/log")[0] == 200
    clock.us += IDLE_US + 120_000_000
    assert client.get("/log")[0] == 303
    assert client.enter() == 303
    for _ in range(WHOLE_US // IDLE_US):
        clock.us += IDLE_US - 1
        client.get("/log")
    clock.us += 60_000_000
    assert client.get("/log")[0] == 303
    assert client.enter() == 303
    assert client.post("/leave", {})[0] == 303
    assert client.get("/log")[0] == 303


def test_a_new_passphrase_sends_everybody_out(tmp_path: Path) -> None:
    with operated(site_at(tmp_path / "depot")) as server:
        client = Client(server)
        client.enter()
        server.lane.run(lambda db: sessions.set_passphrase(db, "lain sekali sandinya", NOW_US))
        assert client.get("/log")[0] == 303
        assert client.enter() == 403
        for short in ("", "x" * 11, "x" * 201):
            with pytest.raises(InvalidInputError):
                server.lane.run(lambda db, told=short: sessions.set_passphrase(db, told, 1))


def test_a_depot_without_a_passphrase_lets_nobody_in(tmp_path: Path) -> None:
    with Serving(site_at(tmp_path / "depot"), StillClock()) as server:
        server.begin(*server.site.must_have_host())
        client = Client(server)
        status, _, text = client.get("")
        assert (status, "segel serve operator" in text) == (503, True)
        assert client.post("/enter", {"passphrase": ""})[0] == 503


def test_wrong_passphrases_make_wait_longer_and_longer() -> None:
    now = [0.0]
    backoff = Backoff(lambda: now[0])
    waits = []
    for _ in range(14):
        waits.append(backoff.wait("a"))
        now[0] += waits[-1]
        backoff.wrong("a")
    assert waits == [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    assert backoff.wait("b") == 0
    backoff.right("a")
    assert backoff.wait("a") == 0


def test_after_wrong_passphrases_even_the_right_one_waits(tmp_path: Path) -> None:
    with operated(site_at(tmp_path / "depot")) as server:
        client = Client(server)
        assert [client.enter("salah") for _ in range(3)] == [403, 403, 403]
        status, headers, text = client.post("/enter", {"passphrase": PASSPHRASE})
        assert status == 429
        assert int(headers["retry-after"]) <= 2
        assert "Tunggu" in text
        assert PASSPHRASE not in text


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "https://kantor-lain.example"},
        {"Origin": "http://127.0.0.1"},
    ],
)
def test_a_form_of_another_page_does_nothing(client: Client, headers: Mapping[str, str]) -> None:
    for path in ("/codes", "/enter", "/language", "/leave", "/log/check"):
        assert client.post(path, {"passphrase": PASSPHRASE}, **headers)[0] == 403
    assert client.get("/log")[0] == 200


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_a_form_without_the_token_of_the_session_does_nothing(client: Client, token: str) -> None:
    right, client.token = client.token, token
    before = client.get("/codes")[2].count("<tr")
    assert client.post("/codes", {"words": "x"})[0] == 403
    other = Client.__new__(Client)
    other.__dict__.update(client.__dict__)
    other.cookie = ""
    other.enter()
    client.token = other.token
    assert client.post("/codes", {"words": "x"})[0] == 403
    client.token = right
    assert client.get("/codes")[2].count("<tr") == before


def test_a_code_is_shown_once_and_its_file_enrols(client: Client, server: Serving) -> None:
    status, _, text = client.post("/codes", {"words": "Laptop 2", "region": "51.03.06"})
    found = re.search(r'id="code">([^<]+)<', text)
    assert status == 200
    assert found is not None
    code = Invitation.read(found[1])
    assert "Kuta Utara, Kabupaten Badung, Bali" in text
    assert found[1] not in client.get("/codes")[2]
    status, headers, _ = client.post("/codes/file", {"code": found[1]})
    assert (status, headers["content-type"]) == (200, "application/octet-stream")
    outbox = MemoryOutbox(77)
    wish = Application.write(
        code.secret, device_signer(b"7" * 32), vault=outbox.vault, founder=outbox.founder,
        label="Laptop 2",
    )  # fmt: skip
    server.lane.run(lambda db: server.depot.enrol(db, wish.body))
    (one,) = server.lane.run(lambda db: fleet.laptops(db, Asked(text=outbox.vault), NOW_US)[0])
    assert one.region == "51.03.06"
    for told in ("", "segel:x", f"segel:https://a#{'0' * 26}.{'0' * 16}", "x" * 5000):
        assert client.post("/codes/file", {"code": told})[0] == 400


def test_an_office_is_let_in_to_read_shown_with_what_it_sees_and_refused_with_a_reason(
    client: Client, server: Serving
) -> None:
    status, _, text = client.post("/readers", {"scope": "51.03, 51.08"})
    found = re.search(r'id="code">([^<]+)<', text)
    assert (status, "Kabupaten Badung, Bali" in text) == (200, True)
    assert found is not None
    assert "Kode yang belum dipakai" in client.get("/readers")[2]
    code, outbox = Invitation.read(found[1]), MemoryOutbox(78)
    wish = Application.write(
        code.secret, device_signer(b"8" * 32), vault=outbox.vault, founder=outbox.founder,
        label=f"Bawaslu {EVIL}"[:60],
    )  # fmt: skip
    room = ReadingRoom(server.depot, lambda: NOW_US)
    server.lane.run(lambda db: room.enrol(db, wish.body))
    (one,) = server.lane.run(records.readers)
    assert (one.scope, one.everything, one.revoked_us) == (("51.03", "51.08"), False, None)
    text = client.get("/readers")[2]
    assert ("Kabupaten Badung, Bali" in text, "<script>alert" in text) == (True, False)
    base = f"/readers/{one.name}/refuse"
    for form in ({"reason": "pindah"}, {"sure": "yes", "reason": " "}):
        assert client.post(base, form)[0] == 422
    assert server.lane.run(records.readers) == (one,)
    assert client.post(base, {"reason": "pindah", "sure": "yes"})[0] == 303
    (after,) = server.lane.run(records.readers)
    assert after.revoked_us == NOW_US
    assert server.lane.run(records.acts)[0].words == "pindah"
    text = client.get("/readers?done=refused")[2]
    assert ('role="status"' in text, base in text) == (True, False)


def test_a_reader_of_everything_is_made_by_naming_no_region(
    client: Client, server: Serving
) -> None:
    assert client.post("/readers", {"scope": " "})[0] == 200
    scopes = server.lane.run(lambda db: db.execute(select(reading_code.c.scope)).scalars().all())
    assert json.dumps([ALL]) in scopes


def test_what_is_typed_wrong_is_said_and_changes_nothing(client: Client, server: Serving) -> None:
    one = server.lane.run(lambda db: fleet.laptops(db, Asked(Order.LABEL), NOW_US)[0][0])
    base = f"/devices/{one.name}"
    for path, form in (
        ("/codes", {"region": "99"}),
        ("/codes", {"region": "51.03.06.2001"}),
        ("/readers", {"scope": "51.03, 99"}),
        ("/readers", {"scope": ",".join(["51.03"] * 21)}),
        (f"{base}/revoke", {"reason": "hilang"}),
        (f"{base}/revoke", {"sure": "yes", "reason": "  "}),
        (f"{base}/quota", {"quota": "0"}),
        (f"{base}/quota", {"quota": "-1"}),
        (f"{base}/quota", {"quota": "1e9"}),
        (f"{base}/quota", {"quota": "100001"}),
        (f"{base}/region", {"region": ""}),
        ("/log/witness", {"key": "bukan kunci"}),
    ):
        status, _, text = client.post(path, form)
        assert (status, 'role="alert"' in text) == (422, True), (path, form)
    after = server.lane.run(lambda db: fleet.laptop(db, one.name))
    assert after == one


def test_a_laptop_is_given_room_and_a_place_and_is_revoked_with_a_reason(
    client: Client, server: Serving
) -> None:
    found = server.lane.run(lambda db: fleet.laptops(db, Asked(Order.ENTRIES), NOW_US)[0])
    one = next(laptop for laptop in found if laptop.revoked_us is None)
    base = f"/devices/{one.name}"
    assert client.post(f"{base}/quota", {"quota": "7"})[0] == 303
    assert client.post(f"{base}/region", {"region": "51.08"})[0] == 303
    status, headers, _ = client.post(f"{base}/revoke", {"reason": f"hilang {EVIL}", "sure": "yes"})
    assert (status, headers["location"]) == (303, f"/operator{base}?done=revoked")
    after = server.lane.run(lambda db: fleet.laptop(db, one.name))
    assert after is not None
    assert (after.quota, after.region, after.revoked_us) == (7 * 1024**3, "51.08", NOW_US)
    text = client.get(f"{base}?done=revoked")[2]
    assert 'role="status"' in text
    assert "hilang &lt;script&gt;" in text
    assert "<script>alert" not in text


def test_a_label_that_would_be_a_script_is_text_on_every_page(
    client: Client, server: Serving
) -> None:
    def plant(db: tables.Connection) -> None:
        row = {"key": b"k" * 32, "vault": "Z" * 26, "founder": b"", "quota": 1, "used": 0}
        times = {"enrolled_us": NOW_US, "seen_us": NOW_US}
        db.execute(insert(tables.device).values(name="EVIL", label=EVIL, **row, **times))
        told = {"vault": "Z" * 26, "kind": EVIL[:40], "detail": EVIL, "at_us": NOW_US}
        db.execute(insert(tables.breach).values(**told))

    server.lane.run(plant)
    try:
        for path in (*PAGES, "/devices/EVIL", f"/fleet?{urlencode({'text': EVIL})}"):
            text = client.get(path)[2]
            assert "<script>alert" not in text, path
            assert "onload=x" not in re.sub(r'"[^"]*"|>[^<]*<', "", text), path
        assert "&lt;script&gt;alert(1)" in client.get("/fleet?text=alert")[2]
    finally:
        server.lane.run(lambda db: db.execute(tables.device.delete().where(
            tables.device.c.name == "EVIL")) and None)  # fmt: skip
        server.lane.run(lambda db: db.execute(tables.breach.delete().where(
            tables.breach.c.vault == "Z" * 26)) and None)  # fmt: skip


HOSTILE = (
    "sort=x&falling=7&silent=-1&region='&page=9999", "silent=999999999999", "page=-1",
    "text=%00%ff%27%3B--&region=%00", "sort=backlog&falling=1&page=999999", "region=-&text=%25_",
    "sort[]=a&silent=3.5", "text=" + "a" * 4000,
)  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE)
def test_a_hostile_question_gets_a_page(client: Client, query: str) -> None:
    for page in ("/fleet", "/devices"):
        assert client.get(f"{page}?{query}")[0] == 200


@pytest.mark.parametrize(
    "body", ["token=a&token=b", "&&&", "a", "%", "=" * 50, "x=%ff%fe", "&".join("abcdefghijklmnop")]
)
def test_a_hostile_form_is_refused(client: Client, body: str) -> None:
    assert client.ask("POST", "/codes", body)[0] in {400, 403}
    assert client.ask("POST", "/codes", "x" * CARD_LIMIT)[0] == 413


def test_a_laptop_nobody_knows_has_no_page(client: Client) -> None:
    for name in ("NOBODY", "..%2f..%2fetc", "%00", "x" * 500):
        assert client.get(f"/devices/{name}")[0] == 404
        assert client.post(f"/devices/{name}/quota", {"quota": "x"})[0] == 404


@pytest.mark.parametrize("order", list(Order))
def test_the_fleet_is_sorted_both_ways(server: Serving, order: Order) -> None:
    def read(*, falling: bool) -> list[object]:
        rows, many = server.lane.run(lambda db: fleet.laptops(db, Asked(order, falling), NOW_US))
        assert len(rows) == many
        keys = {
            Order.LABEL: lambda one: one.label.lower(),
            Order.REGION: lambda one: one.region or "~",
            Order.SEEN: lambda one: one.heard_us,
            Order.ENTRIES: lambda one: one.entries,
            Order.BACKLOG: lambda one: one.waiting,
            Order.RECEIPTS: lambda one: one.receipts,
            Order.BREACHES: lambda one: one.breaches,
            Order.USED: lambda one: one.used,
        }
        return [keys[order](one) for one in rows]

    up, down = read(falling=False), read(falling=True)
    assert up == sorted(up)  # type: ignore[type-var]
    assert down == sorted(down, reverse=True)  # type: ignore[type-var]


def test_only_those_who_are_silent_are_shown_when_asked_for(server: Serving) -> None:
    rows, _ = server.lane.run(lambda db: fleet.laptops(db, Asked(silent=3), NOW_US))
    totals = server.lane.run(lambda db: fleet.totals(db, NOW_US))
    assert 0 < len(rows) == totals.silent
    assert all(NOW_US - one.heard_us > 3 * fleet.DAY_US for one in rows)
    assert sum(place.laptops for place in totals.places) == totals.laptops - totals.unplaced


def test_both_languages_say_the_same_with_the_same_blanks() -> None:
    first, second = (operator.words(language) for language in operator.LANGUAGES)
    assert list(first) == sorted(first)
    assert first.keys() == second.keys()
    for key, told in first.items():
        assert sorted(re.findall(r"{\w+}", told)) == sorted(re.findall(r"{\w+}", second[key])), key


def test_every_word_the_pages_ask_for_is_there_and_none_is_left_over() -> None:
    folder = Path(sessions.__file__).parent
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    asked = set(re.findall(r'"([a-z]+(?:\.[a-z-]+)+)"', text))
    begun = {f"{one}." for one in re.findall(r'f"([a-z]+)\.{', text)}
    ended = {f".{one}" for one in re.findall(r'f"{[a-z]+}\.([a-z]+)"', text)}
    words = operator.words("id").keys()
    sorts = {word.partition(".")[0] for word in words}
    known = {one for one in asked - words if one.partition(".")[0] in sorts}
    assert {one for one in known if not one.endswith((".css", ".js", ".svg"))} == set()
    left = {one for one in words - asked if not one.startswith(tuple(begun))}
    assert {one for one in left if not one.endswith(tuple(ended))} == set()


def test_english_is_a_switch_away_and_comes_back_to_the_page(client: Client) -> None:
    origin = f"https://{client.host}:{client.port}"
    status, headers, _ = client.post("/language", {"to": "en"}, Referer=f"{origin}/operator/log")
    assert (status, headers["location"]) == (303, "/operator/log")
    client.cookie += "; segel-language=en"
    assert '<html lang="en">' in client.get("/log")[2]
    for place in ("https://x/evil", "https://x//evil.example", "https://x/operator/../v1", ""):
        assert client.post("/language", {"to": "xx"}, Referer=place)[1]["location"] == "/operator"


@given(st.text(), st.text())
def test_no_text_leaves_its_place_in_the_page(attribute: str, text: str) -> None:
    made = tag("td", {"class": attribute}, text).text
    inner = made.removeprefix("<td class=").removesuffix("</td>")
    assert inner.count("<") == 0
    assert inner.count('"') == 2
