"""Servers that fail: sockets that speak just enough Bolt to be let in, and then do as told."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

# What a server does once it has given its last answer.
After = Callable[[socket.socket, threading.Event], None]
_SUCCESS, _FAILURE = 0x70, 0x7F
# By the message that is answered: HELLO and RUN.
_TOLD: Mapping[int, Mapping[str, object]] = {
    0x01: {"server": "Neo4j/5.26.30", "connection_id": "bolt-1"},
    0x10: {"fields": []},
}
_RECORD_WITHOUT_END = b"\xb1\x71\x91\xd8"


def silent(near: socket.socket, ended: threading.Event) -> None:
    """Say nothing more, and keep the connection."""
    ended.wait()


def drips(near: socket.socket, ended: threading.Event) -> None:
    """Send a sign of life every tenth of a second, and nothing else."""
    while not ended.wait(0.1):
        near.sendall(b"\x00\x00")


def floods(near: socket.socket, ended: threading.Event) -> None:
    """Send one value without end, slowly enough for a test."""
    near.sendall(len(_RECORD_WITHOUT_END).to_bytes(2, "big") + _RECORD_WITHOUT_END)
    while not ended.wait(0.01):
        near.sendall(b"\x04\x00" + 1024 * b"x")


class FakeBolt:
    """A server on this machine that gives so many answers, and then does what `after` says.

    With `answers` -1 it does so before the handshake, with 0 right after it.
    """

    def __init__(self, answers: int, after: After, *, failure: str = "") -> None:
        self._answers, self._after, self._failure = answers, after, failure
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._ended = threading.Event()
        self._open: list[socket.socket] = []
        self.uri = f"bolt://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                self._open.append(near)
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with suppress(OSError, EOFError):
            if self._answers >= 0:
                offered = _exactly(near, 20)
                # The newest that py2neo knows, or the oldest that the official driver does.
                near.sendall(b"\x00\x00\x03\x04" if b"\x00\x03\x03\x04" in offered else b"\x00\x00\x04\x04")
                for _ in range(self._answers):
                    near.sendall(self._answer(_read_message(near)))
            self._after(near, self._ended)

    def _answer(self, message: bytes) -> bytes:
        if self._failure:
            return _message(_FAILURE, {"code": self._failure, "message": "refused"})
        return _message(_SUCCESS, _TOLD.get(message[1], {}))

    def close(self) -> None:
        """End every connection."""
        self._ended.set()
        for end in (self._listener, *self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()


@contextmanager
def fake_bolt(answers: int, after: After, *, failure: str = "") -> Iterator[FakeBolt]:
    """Run such a server for as long as the block lasts."""
    server = FakeBolt(answers, after, failure=failure)
    try:
        yield server
    finally:
        server.close()


def _exactly(near: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        got = near.recv(count - len(found))
        if not got:
            raise EOFError
        found += got
    return found


def _read_message(near: socket.socket) -> bytes:
    found = b""
    while size := int.from_bytes(_exactly(near, 2), "big"):
        found += _exactly(near, size)
    return found or _read_message(near)


def _message(tag: int, told: Mapping[str, object]) -> bytes:
    written = bytes([0xB1, tag, 0xA0 + len(told)])
    for name, value in told.items():
        written += _text(name) + (_text(value) if isinstance(value, str) else b"\x90")
    return len(written).to_bytes(2, "big") + written + b"\x00\x00"


def _text(value: str) -> bytes:
    encoded = value.encode("utf-8")
    return bytes([0xD0, len(encoded)]) + encoded
