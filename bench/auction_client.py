#!/usr/bin/python3
"""Bidders of one live auction: auction_client.py PORT SESSIONS OFFERS.

SESSIONS has a line "token csrf organisation" for the buyer and for each bidder. Posts an English auction, lets everybody
enter, opens a WebSocket each, makes ten offers a second and measures how long each takes to reach every socket, counted
from the moment its request is sent. Prints a Markdown row; ends with 1 where p99 is 200 ms or more.
"""
import asyncio
import datetime
import json
import sys
import time

P99_MS_MAX = 200
OFFERS_PER_SECOND = 10
START_FEN = 100_000_000


def utc(seconds):
    return datetime.datetime.fromtimestamp(time.time() + seconds, datetime.timezone.utc).isoformat()


class Caller:
    """A signed-in person with one keep-alive connection."""

    def __init__(self, port, line):
        self.port = port
        self.token, self.csrf, self.organisation = line.split()
        self.reader = self.writer = None

    def head(self, method, path, more):
        return (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Cookie: dengyun_session={self.token}\r\n{more}\r\n"
        )

    async def call(self, method, path, body=None):
        if self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        text = json.dumps(body) if body is not None else ""
        more = f"X-CSRF-Token: {self.csrf}\r\nContent-Type: application/json\r\nContent-Length: {len(text.encode())}\r\n"
        self.writer.write((self.head(method, path, more) + text).encode())
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode()
        length = next((int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length:")), 0)
        answer = json.loads(await self.reader.readexactly(length)) if length else {}
        status = int(head.split()[1])
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {answer}")
        return answer

    def close(self):
        if self.writer is not None:
            self.writer.close()
            self.writer = None


class Follower(asyncio.Protocol):
    """One WebSocket of the auction's feed: hands on each text with the moment of its arrival."""

    def __init__(self, request, told):
        self.request, self.told = request, told
        self.buffer = b""
        self.is_open = False
        self.ready = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        transport.write(self.request.encode())

    def data_received(self, data):
        now = time.perf_counter()
        self.buffer += data
        if not self.is_open:
            if b"\r\n\r\n" not in self.buffer:
                return
            head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
            if b" 101 " not in head:
                self.ready.set_exception(RuntimeError(head.decode()))
                return
            self.is_open = True
        while len(self.buffer) >= 2:
            size, start = self.buffer[1], 2
            if size == 126:
                if len(self.buffer) < 4:
                    return
                size, start = int.from_bytes(self.buffer[2:4], "big"), 4
            if len(self.buffer) < start + size:
                return
            text, self.buffer = self.buffer[start : start + size], self.buffer[start + size :]
            if text.startswith(b'{"ready"'):
                if not self.ready.done():
                    self.ready.set_result(None)
            elif b'"auction.offered"' in text:
                self.told(text, now)


async def prepare(buyer, bidders):
    rfx = await buyer.call(
        "POST",
        "/api/v1/rfxs",
        {
            "title": "benchmark",
            "format": "english",
            "closes_at": utc(90),
            "auction_at": utc(90),
            "start_price": START_FEN,
            "price_step": 100,
            "length_minutes": 30,
            "lines": [{"description_text": "plate", "quantity": 1000, "unit": "pc"}],
        },
    )
    await buyer.call("POST", f"/api/v1/rfxs/{rfx['id']}/actions", {"action": "publish"})
    for bidder in bidders:
        await bidder.call("POST", f"/api/v1/rfxs/{rfx['id']}/entries", {"terms_version": 1})
        bidder.close()
    auction = await buyer.call("GET", f"/api/v1/rfxs/{rfx['id']}/auction")
    while auction["status"] != "running":
        await asyncio.sleep(0.5)
        auction = await buyer.call("GET", f"/api/v1/auctions/{auction['id']}")
    return auction["id"]


async def main(port, sessions, offers):
    with open(sessions) as file:
        people = [Caller(port, line) for line in file]
    buyer, bidders = people[0], people[1:]
    auction = await prepare(buyer, bidders)
    sent, arrived = {}, {}

    amounts = {}  # by text: everybody is sent the same one, and reading it must not be what is measured

    def told(text, now):
        amount = amounts.get(text)
        if amount is None:
            amount = amounts[text] = json.loads(text)["data"]["last_amount"][1]
        arrived.setdefault(amount, []).append(now)

    loop = asyncio.get_running_loop()
    for bidder in bidders:
        request = bidder.head(
            "GET",
            f"/api/v1/feed?entity=auction&entity_id={auction}",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
        )
        _, follower = await loop.create_connection(lambda: Follower(request, told), "127.0.0.1", port)
        await follower.ready
    for number in range(offers):
        bidder = bidders[number * 7 % len(bidders)]
        amount = START_FEN - (number + 1) * 100
        sent[amount] = time.perf_counter()
        await bidder.call("POST", f"/api/v1/auctions/{auction}/offers", {"amount": amount})
        bidder.close()
        await asyncio.sleep(max(0, sent[amount] + 1 / OFFERS_PER_SECOND - time.perf_counter()))
    await asyncio.sleep(5)
    missing = [amount for amount in sent if len(arrived.get(amount, [])) != len(bidders)]
    taken = sorted((at - sent[amount]) * 1000 for amount, all_at in arrived.items() for at in all_at)
    p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    kept = p99 < P99_MS_MAX and not missing
    print(
        f"| {len(bidders):,} bidders, {offers} offers, {len(taken):,} messages | p50 {p50:.0f} ms, p99 {p99:.0f} ms, "
        f"most {taken[-1]:.0f} ms | < {P99_MS_MAX} ms p99, none lost | {'kept' if kept else 'MISSED'} |"
    )
    return 0 if kept else 1


sys.exit(asyncio.run(main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))))
