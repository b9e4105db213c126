"""load.py ADDRESS TEMPLATE CLIENTS SECONDS POSTS: phones that post as fast as they are answered.

Each client keeps its connection and sends a new instance each time, until SECONDS are over or it has sent POSTS
(0: no bound). Says as JSON what was answered and how long each waited.
"""

import asyncio
import json
import sys
import time
import uuid
from collections import Counter
from urllib.parse import urlsplit

BOUNDARY = "b" * 32


class Clients:
    """What all clients share: what to send, until when, and what was answered."""

    def __init__(self, address: str, template: str, seconds: float, posts: int) -> None:
        self.parts = urlsplit(address)
        self.before, self.after = template.split("{{uuid}}")
        self.seconds, self.posts = seconds, posts
        self.statuses: Counter[str] = Counter()
        self.waits: list[float] = []
        self.ends = 0.0

    def request(self) -> bytes:
        body = (
            f"--{BOUNDARY}\r\n"
            'Content-Disposition: form-data; name="xml_submission_file"; filename="submission.xml"\r\n'
            f"Content-Type: text/xml\r\n\r\n{self.before}{uuid.uuid4()}{self.after}\r\n--{BOUNDARY}--\r\n"
        ).encode()
        head = (
            f"POST {self.parts.path}/submission HTTP/1.1\r\nHost: {self.parts.netloc}\r\nX-OpenRosa-Version: 1.0\r\n"
            f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    async def client(self) -> None:
        reader = writer = None
        n_sent = 0
        while time.perf_counter() < self.ends and (not self.posts or n_sent < self.posts):
            n_sent += 1
            started = time.perf_counter()
            try:
                if writer is None:
                    reader, writer = await asyncio.open_connection(self.parts.hostname, self.parts.port)
                writer.write(self.request())
                status, is_kept = await asyncio.wait_for(self.answer(reader), 60)
            except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
                status, is_kept = type(error).__name__, False
            self.waits.append(time.perf_counter() - started)
            self.statuses[status] += 1
            if not is_kept and writer is not None:
                writer.close()
                writer = None
        if writer is not None:
            writer.close()

    async def answer(self, reader: asyncio.StreamReader) -> tuple[str, bool]:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        lines = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        await reader.readexactly(int(lines.get("content-length", 0)))
        return head.split(" ", 2)[1], lines.get("connection") != "close"

    async def run(self, n_clients: int) -> dict[str, object]:
        started = time.perf_counter()
        self.ends = started + self.seconds
        await asyncio.gather(*(self.client() for _ in range(n_clients)))
        seconds = time.perf_counter() - started
        waits = sorted(self.waits)
        taken = self.statuses["201"]
        return {
            "taken": taken,
            "failed": sum(self.statuses.values()) - taken,
            "statuses": dict(self.statuses),
            "per_second": taken / seconds,
            "p50": waits[len(waits) // 2],
            "p99": waits[int(len(waits) * 0.99)],
        }


if __name__ == "__main__":
    address, template, n_clients, seconds, posts = sys.argv[1:]
    with open(template, encoding="utf-8") as file:  # noqa: PTH123 - a script of the standard library alone
        clients = Clients(address, file.read().replace("{{randInt}}", "417"), float(seconds), int(posts))
    sys.stdout.write(json.dumps(asyncio.run(clients.run(int(n_clients)))))
