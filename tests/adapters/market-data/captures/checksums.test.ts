import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type CaptureGrid, CaptureReader } from "../../../../server/adapters/market-data/captures/capture-reader.ts";
import {
  crc32,
  krakenChecksum,
  okxChecksum,
} from "../../../../server/adapters/market-data/captures/protocols/book-checksum.ts";
import type { CaptureProtocol } from "../../../../server/adapters/market-data/captures/protocols/capture-protocol.ts";
import { KRAKEN_SESSION } from "../../../../server/adapters/market-data/captures/protocols/kraken-protocol.ts";
import { OKX_SESSION } from "../../../../server/adapters/market-data/captures/protocols/okx-protocol.ts";
import type { MarketEvent } from "../../../../server/domain/markets/market-event.ts";
import { OrderBook } from "../../../../server/domain/markets/order-book.ts";

const SHARED = new URL("../../../../../shared/oracles/exchange_wire/cryptofeed/", import.meta.url).pathname;
const hasShared = existsSync(SHARED);
if (!hasShared) console.log(`Skipped: exchange sessions at ${SHARED} are absent.`);

function gridOf(symbol: string, priceDecimals: number, quantityDecimals: number): CaptureGrid {
  return {
    id: symbol,
    symbol,
    tick: (10 ** -priceDecimals).toFixed(priceDecimals),
    lot: (10 ** -quantityDecimals).toFixed(quantityDecimals),
    priceDecimals,
    quantityDecimals,
    ticksMantissa: 1,
    lotsMantissa: 1,
    quantityLotsMax: 1e13,
  };
}

const session = (file: string): string[] =>
  gunzipSync(readFileSync(`${SHARED}${file}`))
    .toString()
    .trim()
    .split("\n");

/** Kraken writes every price of a pair with the same number of decimals. */
function krakenGrids(lines: readonly string[]): Map<string, CaptureGrid> {
  const grids = new Map<string, CaptureGrid>();
  for (const line of lines) {
    const found = /"as":\[\["\d+\.(\d+)","\d+\.(\d+)".*"book-1000","([^"]+)"\]$/.exec(line);
    if (found !== null)
      grids.set(found[3] ?? "", gridOf(found[3] ?? "", (found[1] ?? "").length, (found[2] ?? "").length));
  }
  return grids;
}

const OKX_GRIDS = new Map(
  [gridOf("BTC-USDT", 1, 8), gridOf("UNI-USD-SWAP", 3, 0), gridOf("BTC-USD-220527", 1, 0)].map((grid) => [
    grid.id,
    grid,
  ]),
);

/** Counts the books whose checksum the venue gave and that were judged, and plays the session. */
function play(lines: readonly string[], protocol: CaptureProtocol, grids: Map<string, CaptureGrid>) {
  const judged = { matching: 0, failing: 0 };
  const counting: CaptureProtocol = {
    ...protocol,
    verifier: (grid) => (book, checksum) => {
      const isRight = protocol.verifier?.(grid)(book, checksum) ?? false;
      judged[isRight ? "matching" : "failing"] += 1;
      return isRight;
    },
  };
  const events: MarketEvent[] = [];
  const reader = new CaptureReader({
    name: "session",
    protocol: counting,
    grids,
    onEvent: ({ event }) => events.push(event),
  });
  for (const [index, line] of lines.entries()) if (line !== "") reader.line(line, index + 1);
  reader.finish();
  return { events, judged };
}

const troubles = (events: readonly MarketEvent[]) =>
  events.flatMap((event) => (event.kind === "stream" ? [event.code] : []));

describe("checksums", () => {
  it("are CRC-32", () => {
    expect(crc32("123456789")).toBe(0xcbf43926);
    expect(crc32("")).toBe(0);
  });

  it("of OKX take bids and asks in turn", () => {
    const okx = new OrderBook();
    okx.apply({ isSnapshot: true, bids: [33_661, 7, 33_660, 6], asks: [33_662, 7, 33_663, 8] });
    expect(okxChecksum(okx, gridOf("X", 1, 0))).toBe(crc32("3366.1:7:3366.2:7:3366:6:3366.3:8") | 0);
    okx.apply({ isSnapshot: false, bids: [], asks: [33_663, 0] });
    expect(okxChecksum(okx, gridOf("X", 1, 0))).toBe(crc32("3366.1:7:3366.2:7:3366:6") | 0); // One side is shorter.
  });

  it("of Kraken take the ten best asks, then bids", () => {
    const kraken = new OrderBook();
    for (let index = 0; index < 12; index += 1) {
      kraken.set("sell", 5_005 + 5 * index, 1 + index);
      kraken.set("buy", 5_000 - 5 * index, 1 + index);
    }
    const digits = (first: number, step: number) =>
      Array.from({ length: 10 }, (_, index) => `${first + step * index}${1 + index}`).join("");
    expect(krakenChecksum(kraken, gridOf("X", 5, 8))).toBe(crc32(digits(5_005, 5) + digits(5_000, -5)));
  });
});

describe.skipIf(!hasShared)("sessions with checksums", () => {
  it("of OKX: 290 books are what the venue says", () => {
    const { events, judged } = play(session("OKX.ws.1.0.txt.gz"), OKX_SESSION, OKX_GRIDS);
    expect(judged).toEqual({ matching: 290, failing: 0 });
    expect(events.filter(({ kind }) => kind === "book")).toHaveLength(290);
    expect(events.filter(({ kind }) => kind === "trade")).toHaveLength(74);
    expect(troubles(events)).toEqual([]);
  });

  it("of Kraken: 4,269 books are what the venue says", () => {
    const lines = session("KRAKEN.ws.50.0.txt.gz");
    const grids = krakenGrids(lines);
    expect(grids.size).toBe(10);
    const { events, judged } = play(lines, KRAKEN_SESSION, grids);
    expect(judged).toEqual({ matching: 4_269, failing: 0 });
    expect(events.filter(({ kind }) => kind === "book")).toHaveLength(4_279);
    expect(troubles(events)).toEqual([]);
  });

  it("notices one corrupted level and stays silent until the next snapshot", () => {
    const lines = session("OKX.ws.1.0.txt.gz");
    const isBook = (line: string) => line.includes('"instId":"BTC-USDT"') && line.includes('"action":');
    const places = lines.flatMap((line, index) => (isBook(line) ? [index] : []));
    const corrupted = places[20] ?? 0;
    const broken = lines.map((line, index) =>
      index === corrupted ? line.replace(/"(asks|bids)":\[\["([\d.]+)","[\d.]+"/, '"$1":[["$2","123.456"') : line,
    );
    expect(broken[corrupted]).not.toBe(lines[corrupted]);
    const cut = play(broken, OKX_SESSION, OKX_GRIDS);
    const books = (events: readonly MarketEvent[]) =>
      events.filter((event) => event.kind === "book" && event.instrumentId === "BTC-USDT");
    expect(troubles(cut.events)).toEqual(["checksum-mismatch"]);
    expect(books(cut.events)).toHaveLength(20);
    const healed = play([...broken, lines[places[0] ?? 0] ?? ""], OKX_SESSION, OKX_GRIDS);
    expect(troubles(healed.events)).toEqual(["checksum-mismatch", "resynced"]);
    expect(books(healed.events).at(-1)).toMatchObject({ isSnapshot: true });
  });
});
