# SPDX-License-Identifier: GPL-3.0-or-later
"""The road to a time-stamping authority (RFC 3161 §3.4) over HTTP, at an address a person set."""

import http.client
from typing import Final
from urllib.parse import urlsplit

from db.errors import InvalidInputError
from db.seal.timestamp import LARGEST, Post

QUESTION: Final = "application/timestamp-query"
ANSWER: Final = "application/timestamp-reply"
PATIENCE_S: Final = 15.0


def road(url: str, patience_s: float = PATIENCE_S) -> Post:
    """Return what carries questions to an authority.

    Raise InvalidInputError with `what` "address" for anything but an http or https address.  A
    question that gets no answer of the right kind raises OSError.
    """
    parts = urlsplit(url.strip())
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == -1:
        message = "this is no address of an authority"
        raise InvalidInputError(message, what="address")
    host, path = parts.hostname, parts.path or "/"
    target = f"{path}?{parts.query}" if parts.query else path
    line = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection

    def post(question: bytes) -> bytes:
        there = line(host, port, timeout=patience_s)
        try:
            there.request("POST", target, question, {"Content-Type": QUESTION, "Accept": ANSWER})
            answer = there.getresponse()
            kind = answer.headers.get_content_type()
            if answer.status != http.client.OK or kind != ANSWER:
                message = f"the authority answered {answer.status}, {kind}"
                raise OSError(message)
            body = answer.read(LARGEST + 1)
        except http.client.HTTPException as error:
            message = "the authority broke off"
            raise OSError(message) from error
        finally:
            there.close()
        return body

    return post
