import gzip
import io

import pytest
from comention.errors import InputError
from comention.warc import records

PAGE = "<!doctype html><meta charset=latin-1><title>Å</title><p>Roald Amundsen left Oslo.</p>".encode("latin-1")


def record(kind: str, url: str, body: bytes, content: str = "application/http; msgtype=response") -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-05-17T10:00:00Z\r\n"
        f"Content-Type: {content}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def response(body: bytes, status: str = "200 OK", **fields: str) -> bytes:
    fields = {"Content-Type": "text/html; charset=latin-1", **fields}
    lines = [f"HTTP/1.1 {status}", *(f"{key.replace('_', '-')}: {value}" for key, value in fields.items())]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def archive() -> bytes:
    """An archive as crawlers write them: each record packed by itself."""
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    parts = [
        record("warcinfo", "", b"software: test", "application/warc-fields"),
        record("request", "https://example.org/a", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request"),
        record("response", "https://example.org/a", response(PAGE)),
        record("response", "https://example.org/gone", response(PAGE, "404 Not Found")),
        record("response", "https://example.org/a.png", response(b"\x89PNG", Content_Type="image/png")),
        record("response", "<https://example.org/b>", response(chunked, Transfer_Encoding="chunked")),
        record("response", "https://example.org/c", response(PAGE, Transfer_Encoding="chunked")),
        record("response", "https://example.org/d", response(gzip.compress(PAGE), Content_Encoding="gzip")),
        record("conversion", "https://example.org/e", b"Hobart.", "text/plain"),
    ]
    return b"".join(map(gzip.compress, parts))


@pytest.mark.parametrize("unpack", [bytes, gzip.decompress], ids=["gzip", "plain"])
def test_pages_and_texts_are_records(unpack):
    found = list(records(io.BytesIO(unpack(archive()))))
    assert [(one.url[-1], one.text) for one in found] == [*((name, PAGE) for name in "abcd"), ("e", b"Hobart.")]
    assert {one.date for one in found} == {"2024-05-17T10:00:00Z"}


def test_what_is_no_archive_is_named():
    whole = archive()
    for damaged in (whole[:-30], b"<html>", gzip.compress(b"text")):
        with pytest.raises(InputError, match="news.warc.gz: not a whole WARC file"):
            list(records(io.BytesIO(damaged), "news.warc.gz"))
    assert list(records(io.BytesIO(b""))) == []
