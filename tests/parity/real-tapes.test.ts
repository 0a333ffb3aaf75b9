import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openRecordedFeed, type RecordedFile } from "../../server/adapters/market-data/recorded-feed.ts";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { OrderIntent } from "../../server/domain/orders/order-intent.ts";
import type { ControlEvent } from "../../server/engine/engine-event.ts";
import { backtest, command, paper } from "./paces.ts";
import { expectPlainBooks, fillsOf } from "./recomputed-books.ts";
import { TapeWitness } from "./tape-witness.ts";

const SHARED = fileURLToPath(new URL("../../../shared/data/", import.meta.url));
const DAY_START = Date.UTC(2023, 2, 11);
const DAY_MS = 86_400_000;

const spot: RecordedFile[] = ["BTC", "ETH"].flatMap((base) => [
  { path: `${SHARED}l2/binance-spot-${base}USDT-raw-20240808.jsonl.gz`, instrumentId: `${base}-USDT` },
  { path: `${SHARED}trades/binance-spot-${base}USDT-trades-20240808.csv.gz`, instrumentId: `${base}-USDT` },
]);
const candles: RecordedFile[] = [
  { path: `${SHARED}cross_exchange/binance-spot-BTCUSDT-1m-2023-03-full.csv.gz`, instrumentId: "BTC-USDT" },
];

const missing = [...spot, ...candles].filter(({ path }) => !existsSync(path)).map(({ path }) => path);
if (missing.length > 0) console.log(`Skipped: the recordings are not here: ${missing.join(", ")}`);

async function read(files: readonly RecordedFile[]): Promise<MarketEvent[]> {
  const feed = await openRecordedFeed(files);
  const events: MarketEvent[] = [];
  for (let event = feed.next(); event !== null; event = feed.next()) events.push(event);
  return events;
}

type Wish = Pick<OrderIntent, "instrumentId" | "side" | "quantityLots"> & { readonly priceTicks?: number };

function place(number: number, at: number, { priceTicks = 0, ...wish }: Wish): ControlEvent {
  const isMarket = priceTicks === 0;
  return command(number, at, {
    kind: "place-order",
    intent: {
      ...wish,
      type: isMarket ? "market" : "limit",
      priceTicks: isMarket ? null : priceTicks,
      timeInForce: isMarket ? "IOC" : "GTC",
      isPostOnly: false,
      isReduceOnly: false,
      source: { kind: "manual", userId: "tester", key: `key-${number}` },
      acceptsStalePrice: true,
      trigger: null,
      expiresAt: null,
    },
  });
}

async function replay(events: readonly MarketEvent[], controls: readonly ControlEvent[]) {
  const witness = new TapeWitness();
  const outcome = backtest(witness.watch(events), controls, (changes) => {
    for (const fill of fillsOf(changes)) witness.judge(fill);
  });
  expect(witness.objections).toEqual([]);
  expect(witness.judged).toBe(fillsOf(outcome.changes).length);
  expectPlainBooks(outcome);
  for (const pace of [1, 2]) expect((await paper(events, controls, pace)).story === outcome.story).toBe(true);
  return fillsOf(outcome.changes);
}

test.skipIf(missing.length > 0)(
  "six minutes of real books and trades: fills as the tape allowed, books exact",
  async () => {
    const events = await read(spot);
    const firstAt = (events[0] as MarketEvent).at;
    const last = new Map(
      events.flatMap((event) => (event.kind === "trade" ? [[event.instrumentId, event.priceTicks] as const] : [])),
    );
    const ladder = { kind: "start-run", strategy: "quote-ladder" } as const;
    const parameters = { lots: 2_000, offsetTicks: 0, profitTicks: 1, requoteMs: 2_000 };
    const controls = [
      command(1, firstAt + 2_000, { ...ladder, runId: "btc", instrumentId: "BTC-USDT", parameters }),
      command(2, firstAt + 2_000, { ...ladder, runId: "eth", instrumentId: "ETH-USDT", parameters }),
    ];
    for (let minute = 0; minute < 6; minute++) {
      const at = firstAt + 5_000 + minute * 55_000;
      const instrumentId = minute % 2 === 0 ? "BTC-USDT" : "ETH-USDT";
      const near = last.get(instrumentId) ?? 0;
      const number = 10 + minute * 10;
      controls.push(place(number, at, { instrumentId, side: "buy", quantityLots: 30_000 }));
      controls.push(place(number + 1, at + 500, { instrumentId, side: "sell", quantityLots: 10_000 }));
      controls.push(
        place(number + 2, at + 900, { instrumentId, side: "buy", quantityLots: 500, priceTicks: near - 500 }),
      );
      controls.push(
        place(number + 3, at + 900, { instrumentId, side: "sell", quantityLots: 500, priceTicks: near + 500 }),
      );
    }
    const fills = await replay(events, controls);
    expect(fills.filter(({ liquidity }) => liquidity === "taker").length).toBeGreaterThan(10); // Some would meet the ladder, and are not sent.
    expect(fills.filter(({ liquidity }) => liquidity === "maker").length).toBeGreaterThan(5);
  },
);

test.skipIf(missing.length > 0)("a day of real candles: fills as the tape allowed, books exact", async () => {
  const all = await read(candles);
  const events = all.filter(({ at }) => at > DAY_START && at <= DAY_START + DAY_MS);
  expect(events).toHaveLength(1_440);
  const controls = [
    command(1, DAY_START + 1, {
      kind: "start-run",
      runId: "cross",
      strategy: "moving-average-cross",
      instrumentId: "BTC-USDT",
      parameters: { lots: 5_000, fast: 5, slow: 20 },
    }),
  ];
  for (let hour = 1; hour < 24; hour++) {
    const at = DAY_START + hour * 3_600_000 + 1;
    const known = events.findLast((event) => event.at < at);
    const close = known?.kind === "candle" ? known.candle.closeTicks : 0;
    const wish = { instrumentId: "BTC-USDT", quantityLots: 3_000 } as const;
    controls.push(place(hour * 10, at, { ...wish, side: "buy", priceTicks: Math.round(close * 0.998) }));
    controls.push(place(hour * 10 + 1, at, { ...wish, side: "sell", priceTicks: Math.round(close * 1.002) }));
  }
  const fills = await replay(events, controls);
  expect(fills.filter(({ liquidity }) => liquidity === "taker").length).toBeGreaterThan(10);
  expect(fills.filter(({ liquidity }) => liquidity === "maker").length).toBeGreaterThan(10);
});
