"""Web archives (WARC, WET) as rows: what a crawl fetched, a page or a text each."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from .errors import InputError

PAGES = ("text/html", "application/xhtml+xml")


class Record(NamedTuple):
    """A page or text: its address, when it was fetched (ISO 8601, UTC), its bytes as they came."""

    url: str
    date: str
    text: bytes


def records(file: BinaryIO, name: str = "archive") -> Iterator[Record]:
    """The pages (`response` records of HTML with status 200) and texts (`conversion` records) of an
    archive, gzipped or not, in order; other records are passed over. `name` is what faults are told
    under. Memory holds one record at a time."""
    stream = io.BufferedReader(_Unzipped(file), 1 << 20)
    try:
        while (head := _head(stream, name)) is not None:
            body = _exactly(stream, int(head.get("content-length", "0")), name)
            if (record := _record(head, body)) is not None:
                yield record
    except (EOFError, OSError, ValueError, zlib.error) as error:
        raise InputError(f"{name}: not a whole WARC file ({error}); fetch it again") from error


class _Unzipped(io.RawIOBase):
    """The bytes of a file, unpacked if it is gzip."""

    def __init__(self, file: BinaryIO):
        file = io.BufferedReader(file, 1 << 20) if isinstance(file, io.RawIOBase) else file
        start = file.read(2)
        whole = _Joined(start, file)
        self.inner = gzip.GzipFile(fileobj=whole) if start == b"\x1f\x8b" else whole

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        read = self.inner.read(len(buffer))
        buffer[: len(read)] = read
        return len(read)


class _Joined:
    """Bytes that were read already, then the rest of a file."""

    def __init__(self, start: bytes, rest: BinaryIO):
        self.start, self.rest = start, rest

    def read(self, size: int = -1) -> bytes:
        if self.start:
            taken = self.start if size < 0 else self.start[:size]
            self.start = self.start[len(taken) :]
            return taken
        return self.rest.read(size)


def _head(stream: io.BufferedReader, name: str) -> dict[str, str] | None:
    """The named fields of the next record, in lower case; nothing at the end."""
    while (line := stream.readline()) in (b"\r\n", b"\n"):
        pass
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise ValueError("a record does not begin with WARC/")
    return _fields(stream)


def _fields(stream) -> dict[str, str]:
    fields = {}
    while (line := stream.readline().strip()) != b"":
        key, _, value = line.decode("utf-8", "replace").partition(":")
        fields[key.strip().lower()] = value.strip()
    return fields


def _exactly(stream: io.BufferedReader, size: int, name: str) -> bytes:
    body = stream.read(size)
    if len(body) < size:
        raise EOFError("it is cut short")
    return body


def _record(head: dict[str, str], body: bytes) -> Record | None:
    url = head.get("warc-target-uri", "").strip("<>")
    date = head.get("warc-date", "")
    kind = head.get("warc-type")
    if kind == "conversion":
        return Record(url, date, body)
    if kind != "response" or not head.get("content-type", "").startswith("application/http"):
        return None
    stream = io.BytesIO(body)
    status = stream.readline().split()
    fields = _fields(stream)
    content = fields.get("content-type", "").split(";")[0].strip().lower()
    if len(status) < 2 or status[1] != b"200" or content not in PAGES:
        return None
    text = stream.read()
    if fields.get("transfer-encoding", "").lower() == "chunked":
        text = _unchunked(text)
    if fields.get("content-encoding", "").lower() in ("gzip", "x-gzip"):
        text = gzip.decompress(text)
    return Record(url, date, text)


def _unchunked(body: bytes) -> bytes:
    """A body in chunks as one; as it is where it is not in chunks, as archives often undo them."""
    stream, parts = io.BytesIO(body), []
    while True:
        try:
            size = int(stream.readline().split(b";")[0], 16)
        except ValueError:
            return body
        if size == 0:
            return b"".join(parts)
        parts.append(stream.read(size))
        stream.readline()
