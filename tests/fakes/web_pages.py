# SPDX-License-Identifier: GPL-3.0-or-later
"""A small web on this machine: pages like those of social media, and pages that mean no good."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image

CANARY = "KENARI-7f3a91-PERNYATAAN-DUKUNGAN"
TALL = 7000
FONT = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "Inter-Regular.otf"


def square(colour: str) -> bytes:
    """Return a PNG of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (120, 120), colour).save(out, "PNG")
    return out.getvalue()


POST = f"""<!doctype html><html><head><meta charset="utf-8"><title>Kiriman: paslon 2?</title>
<style>@font-face {{ font-family: uji; src: url(/huruf.otf); }}
body {{ margin: 0; height: {TALL}px; font-family: uji; background: #fff; position: relative; }}
#bar {{ position: fixed; top: 0; left: 0; right: 0; height: 60px; background: #00f; }}
.mark {{ position: absolute; left: 0; width: 300px; height: 40px; }}</style></head><body>
<div id="bar"></div><h1 style="margin: 0; padding-top: 80px">{CANARY}</h1>
<img src="/merah.png" style="position: absolute; top: 300px; left: 400px">
<img loading="lazy" src="/hijau.png" style="position: absolute; top: 6500px; left: 400px">
<iframe src="/bingkai.html" style="position: absolute; top: 500px; left: 0"></iframe>
<div class="mark" style="top: 2980px; background: #f0f"></div>
<div class="mark" style="top: {TALL - 40}px; background: #0ff"></div></body></html>"""
FRAME = "<!doctype html><meta charset='utf-8'><p>ISI-BINGKAI</p>"
ENDLESS = """<!doctype html><meta charset="utf-8"><title>Tanpa akhir</title><body><script>
const more = () => { for (let at = 0; at < 40; at++) {
  const one = document.createElement('p'); one.textContent = 'baris '.repeat(20);
  one.style.height = '80px'; document.body.append(one); } };
more(); addEventListener('scroll', more);</script>"""
ALERTS = """<!doctype html><title>Kotak pesan</title><p>halo</p><script>
setTimeout(() => { for (;;) alert('lagi'); }, 200);</script>"""
GRABBY = """<!doctype html><meta charset="utf-8"><title>Serakah</title><p>serakah</p><script>
open('/kiriman.html'); navigator.geolocation.getCurrentPosition(() => 0);
Notification.requestPermission();
const a = document.createElement('a'); a.href = '/unduh.bin'; a.download = 'unduh.bin'; a.click();
localStorage.setItem('kenari', 'KENARI-SIMPAN'); document.cookie = 'kenari=KENARI-KUKI';
scrollTo = () => { throw 'tidak'; }; requestAnimationFrame = () => 0;
JSON.stringify = () => '{"y": -1e99}'; alert('x'); prompt('y');
location = 'file:///etc/passwd';</script>"""
HUGE = "<!doctype html><title>Besar</title><body>" + "".join(
    f"<img src='/besar/{at}.bin' alt=''>" for at in range(5)
)
LEAVING = """<!doctype html><title>Pergi</title><body style="height: 30000px"><script>
addEventListener('scroll', () => { location = '/kiriman.html'; });</script>"""
PAGES = {
    "/kiriman.html": POST,
    "/bingkai.html": FRAME,
    "/endless.html": ENDLESS,
    "/alerts.html": ALERTS,
    "/grabby.html": GRABBY,
    "/huge.html": HUGE,
    "/leaving.html": LEAVING,
}
SQUARES = {"/merah.png": "#ff0000", "/hijau.png": "#00ff00"}
BIG = 20 * 1024 * 1024


@dataclass
class Web:
    """Where the small web is, and what was asked of it."""

    root: str
    asked: list[str] = field(default_factory=list)


@contextmanager
def small_web() -> Iterator[Web]:
    """Serve the pages on a port of this machine."""
    web = Web("")

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            web.asked.append(self.path)
            kind, body = found(self.path)
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    web.root = f"http://127.0.0.1:{server.server_port}"
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def found(path: str) -> tuple[str, bytes]:
    """Return the type and bytes of what stands at a path; no bytes for nothing."""
    if path in PAGES:
        return "text/html; charset=utf-8", PAGES[path].encode()
    if path in SQUARES:
        return "image/png", square(SQUARES[path])
    if path == "/huruf.otf":
        return "font/otf", FONT.read_bytes()
    if path == "/unduh.bin":
        return "application/octet-stream", b"KENARI-UNDUH" * 100
    if path.startswith("/besar/"):
        # A picture by its head, so that it belongs to the page; its rest is noise of many bytes.
        return "image/png", square("#123456") + bytes(BIG)
    return "text/plain", b""
