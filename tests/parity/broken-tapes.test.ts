import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openRecordedFeed } from "../../server/adapters/market-data/recorded-feed.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import { backtest, command, type Outcome, paper } from "./paces.ts";
import { expectPlainBooks, fillsOf } from "./recomputed-books.ts";

const folder = mkdtempSync(join(tmpdir(), "tradewind-broken-"));
afterAll(() => rmSync(folder, { recursive: true }));

const T0 = 1_700_000_040_000;
type Level = readonly [price: string, quantity: string];

async function read(lines: readonly string[]): Promise<MarketEvent[]> {
  const path = join(folder, "tape");
  writeFileSync(path, lines.join("\n"));
  const feed = await openRecordedFeed([{ path, instrumentId: "BTC-USDT" }]);
  const events: MarketEvent[] = [];
  for (let event = feed.next(); event !== null; event = feed.next()) events.push(event);
  return events;
}

const snapshot = (lastUpdateId: number, bids: readonly Level[], asks: readonly Level[]) =>
  `1 ${JSON.stringify({ lastUpdateId, bids, asks })}`;
/** A change a second, numbered by it. */
const diff = (u: number, b: readonly Level[] = [], a: readonly Level[] = []) =>
  `1 ${JSON.stringify({ stream: "btcusdt@depth", data: { E: T0 + u * 1_000, s: "BTCUSDT", U: u, u, b, a } })}`;
const diffs = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => diff(from + index));
const BIDS: readonly Level[] = [["100.00", "50"]];
const ASKS: readonly Level[] = [["100.02", "50"]];

/** A person's order in the middle of a second of the tape. */
function order(
  second: number,
  side: "buy" | "sell",
  priceTicks: number | null = null,
  quantityLots = 1_000_000,
): ControlEvent {
  return command(second, T0 + second * 1_000 + 500, {
    kind: "place-order",
    intent: {
      instrumentId: "BTC-USDT",
      side,
      quantityLots,
      type: priceTicks === null ? "market" : "limit",
      priceTicks,
      timeInForce: priceTicks === null ? "IOC" : "GTC",
      isPostOnly: false,
      isReduceOnly: false,
      source: { kind: "manual", userId: "tester", key: `key-${second}` },
      acceptsStalePrice: true,
      trigger: null,
      expiresAt: null,
    },
  });
}

/** The same at any pace, and the books exact. */
async function play(events: readonly MarketEvent[], controls: readonly ControlEvent[]): Promise<Outcome> {
  const outcome = backtest(events, controls);
  expectPlainBooks(outcome);
  for (const pace of [1, 2]) expect((await paper(events, controls, pace)).story === outcome.story).toBe(true);
  return outcome;
}

/** What became of each order as it was placed: its refusal, or that it went out. */
const verdicts = ({ changes }: Outcome) =>
  changes.flatMap((change) => (change.kind === "order-placed" ? [change.order.reasonCode ?? "submitted"] : []));
const secondsOfFills = (outcome: Outcome) => fillsOf(outcome.changes).map(({ at }) => Math.floor((at - T0) / 1_000));

test("fault 40: nothing that adds risk goes out on a book with a gap, nothing fills there, and after the snapshot it goes on", async () => {
  const events = await read([
    diff(1),
    snapshot(1, BIDS, ASKS),
    ...diffs(2, 9),
    // Change 10 is missing. It would have taken the asks away and put others at twice the price.
    diff(11, [], [["200.02", "50"]]),
    ...diffs(12, 20),
    snapshot(20, BIDS, [["100.04", "50"]]),
    ...diffs(21, 30),
  ]);
  const controls = [
    order(5, "buy"),
    order(6, "buy", 9_999),
    order(14, "buy"),
    order(16, "sell", null, 500_000),
    order(25, "buy"),
  ];
  const outcome = await play(events, controls);
  expect(verdicts(outcome)).toEqual(["submitted", "submitted", "price-invalid", "submitted", "submitted"]);
  const fills = fillsOf(outcome.changes);
  expect(fills.map(({ side, priceTicks }) => [side, priceTicks])).toEqual([
    ["buy", 10_002],
    ["buy", 10_004],
  ]);
  expect(secondsOfFills(outcome).filter((second) => second >= 11 && second < 20)).toEqual([]);
});

test("fault 42: no order trades on a crossed book, and none is triggered by an absurd print", async () => {
  const print = (second: number, p: string) =>
    `1 ${JSON.stringify({ stream: "btcusdt@trade", data: { s: "BTCUSDT", t: second, p, q: "9", T: T0 + second * 1_000, m: true } })}`;
  const events = await read([
    diff(1),
    snapshot(1, BIDS, ASKS),
    diff(2),
    print(3, "100.01"),
    print(4, "1.00"), // A hundredth of the price: the waiting order to buy would be filled by it.
    diff(3, [["100.50", "50"]]), // A bid above every ask.
    diff(4),
    diff(5),
    diff(6, [["100.50", "0"]]),
    diff(7),
    diff(8),
  ]);
  const controls = [order(2, "buy", 9_900), order(4, "buy"), order(7, "buy")];
  const outcome = await play(events, controls);
  expect(verdicts(outcome)).toEqual(["submitted", "price-invalid", "submitted"]);
  expect(fillsOf(outcome.changes).map(({ priceTicks }) => priceTicks)).toEqual([10_002]);
});

test("fault 43: a strategy sees closed, contiguous candles only, live as in replay", async () => {
  const row = (minute: number) => `${T0 + minute * 60_000},100,${100 + (minute % 7)},100,${100 + (minute % 7)},50`;
  const minutes = Array.from({ length: 120 }, (_, minute) => minute).filter((minute) => minute < 60 || minute >= 75);
  const events = await read(["open_time,open,high,low,close,volume", ...minutes.map(row)]);
  expect(events.filter(({ kind }) => kind === "stream")).toHaveLength(2);
  const start = { kind: "start-run", runId: "r", strategy: "moving-average-cross", instrumentId: "BTC-USDT" } as const;
  const controls = [command(1, T0 + 1, { ...start, parameters: { lots: 5_000, fast: 3, slow: 20 } })];
  const outcome = await play(events, controls);
  const quiet = fillsOf(outcome.changes).filter(({ at }) => at > T0 + 75 * 60_000 && at <= T0 + 95 * 60_000);
  expect(fillsOf(outcome.changes).some(({ at }) => at < T0 + 60 * 60_000)).toBe(true);
  expect(quiet).toEqual([]); // Twenty candles after the gap until it knows its averages again.
});
