import { afterAll, describe, expect, it } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import type { AlgorithmOrder, DayProfile, WantedMethod } from "../../../server/domain/orders/algorithms/algorithm.ts";
import { benchmarksOf, expectedLots, slippageBps } from "../../../server/domain/orders/algorithms/benchmark.ts";
import { dayProfile } from "../../../server/domain/orders/algorithms/volume-profile.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import { createState } from "../../../server/engine/engine-state.ts";
import { TradingSession } from "../../../server/engine/trading-session.ts";
import { createSimulatedVenue } from "../../../server/simulation/exchange/simulated-venue.ts";
import { createSyntheticMarket } from "../../../server/simulation/market/synthetic-market.ts";
import { hasShared, sharedRows } from "../../db/market-data/shared-csv.ts";
import { minutesOf, syntheticDay } from "./synthetic-day.ts";

const RICH = 1_000_000_000;
const listed = (id: string) => present(findInstrument(id), `${id} is not listed`);

type Run = {
  readonly order: AlgorithmOrder;
  /** The most that it was ever ahead of and behind its schedule, as shares of the whole. */
  readonly ahead: number;
  readonly behind: number;
};

/** One algorithm from the first price of a tape on, at a venue that answers at once. */
function work(
  instrument: Instrument,
  tape: Iterable<MarketEvent>,
  side: "buy" | "sell",
  quantityLots: number,
  method: WantedMethod,
  limitTicks: number | null,
): Run {
  const balances = [instrument.base, instrument.quote].map((currency) => ({
    currency,
    totalUnits: RICH * 1e6,
    reservedUnits: 0,
  }));
  const most = { orderNotionalMaxUnits: RICH * 1e6, positionNotionalMaxUnits: RICH * 1e6 };
  const settings = { ...DEFAULT_RISK_SETTINGS, ...most };
  const seed = { key: "r", baseCurrency: instrument.quote, instruments: [instrument], settings, balances };
  const venue = createSimulatedVenue({
    instruments: [instrument],
    settings: { latencyMs: { submit: 20, cancel: 20 } },
  });
  const session = new TradingSession(createState({ ...seed, findStrategy: () => undefined }), venue, 0);
  let position = 0;
  let ahead = 0;
  let behind = 0;
  let id: string | null = null;
  for (const event of tape) {
    if (event.instrumentId !== instrument.id) continue;
    position += 1;
    session.offer(event, position);
    if (id === null && session.state.prices.get(instrument.id) !== null) {
      const rest = { isReduceOnly: false, deadlineAt: null, randomBps: 2_000, userId: "u", key: "k" };
      const intent = { instrumentId: instrument.id, side, quantityLots, limitTicks, method, ...rest };
      const at = session.state.now;
      session.control({
        kind: "control",
        at,
        key: "k",
        userId: "u",
        isExpired: false,
        action: { kind: "start-algorithm", intent },
      });
    }
    for (let batch = session.drain(); batch !== null; batch = session.drain()) {
      for (const change of batch.changes) if (change.kind === "algorithm-started") id = change.algorithm.plan.id;
      session.committed(batch);
    }
    const run = id === null ? undefined : session.state.algorithms.find(id);
    if (run === undefined) continue;
    const { filledLots, seen } = run.order.progress;
    expect(filledLots + run.atWorkLots).toBeLessThanOrEqual(quantityLots);
    const order = {
      plan: run.order.plan,
      progress: { ...run.order.progress, seen: { ...seen, countedLots: run.meter.countedLots } },
    };
    const due = session.state.algorithms.isIdle ? null : expectedLots(order, session.state.now);
    if (due === null) continue;
    ahead = Math.max(ahead, (filledLots - due) / quantityLots);
    behind = Math.max(behind, (due - filledLots) / quantityLots);
  }
  return { order: present(session.state.algorithms.find(id ?? ""), "It never started").order, ahead, behind };
}

type Line = readonly (string | number)[];
const report: Line[] = [];

function note(tape: string, instrument: Instrument, { order, ahead, behind }: Run): void {
  const { plan, progress } = order;
  const { averageTicks, arrivalTicks, vwapTicks, twapTicks } = benchmarksOf(order, instrument);
  const bps = (by: number | null) => slippageBps(plan.side, averageTicks, by)?.toFixed(2) ?? "-";
  report.push([
    ...[tape, plan.method.kind, plan.side, progress.status, progress.childCount],
    ...[
      `${((progress.filledLots / plan.quantityLots) * 100).toFixed(1)} %`,
      bps(arrivalTicks),
      bps(vwapTicks),
      bps(twapTicks),
    ],
    ...[`${(ahead * 100).toFixed(1)} %`, `${(behind * 100).toFixed(1)} %`],
  ]);
}

afterAll(() => {
  const head = ["tape", "kind", "side", "status", "orders", "filled", "arrival", "vwap", "twap", "ahead", "behind"];
  const rows = [head, ...report].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  console.log(`  slippage in basis points against each benchmark, positive is worse`);
  for (const row of rows) console.log(`  ${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join("  ")}`);
});

const MINUTES_5 = 300_000;
const flat = { kind: "vwap", durationMs: MINUTES_5, slices: 30, profile: null } as const;
const METHODS: readonly WantedMethod[] = [
  { kind: "twap", durationMs: MINUTES_5, slices: 30 },
  flat,
  { kind: "adaptive", durationMs: MINUTES_5, slices: 30 },
  { kind: "pov", rateBps: 500, intervalMs: 5_000 },
  { kind: "iceberg", visibleLots: 1_000 },
];
const CASES = METHODS.flatMap((method) =>
  (["buy", "sell"] as const).map((side) => [method.kind, side, method] as const),
);

/** The shape of a tape's own volume, minute by minute: what a VWAP would follow that had known it. */
function profileOf(events: readonly MarketEvent[], instrumentId: string): DayProfile {
  const volumes = Array.from({ length: 1_440 }, () => 0);
  for (const event of events) {
    if (event.kind !== "trade" || event.instrumentId !== instrumentId) continue;
    const minute = Math.floor((event.at % 86_400_000) / 60_000);
    volumes[minute] = (volumes[minute] ?? 0) + event.quantityLots;
  }
  const most = Math.max(...volumes);
  return { bucketMs: 60_000, volumes: volumes.map((volume) => Math.floor((volume / most) * 10_000)), days: 1 };
}

/** What must hold of each, whatever the tape. */
function expectKept({ order, ahead }: Run): void {
  const { plan, progress } = order;
  const { kind } = plan.method;
  expect(progress.filledLots).toBeGreaterThan(0);
  expect(progress.filledLots).toBeLessThanOrEqual(plan.quantityLots);
  if (kind === "twap" || kind === "vwap") expect(ahead).toBeLessThan(0.002); // Never ahead but for a rest too small to be left.
  if (kind === "pov") expect(ahead).toBeLessThanOrEqual(0.002);
  if (kind === "twap" || kind === "vwap" || kind === "adaptive")
    expect(progress.filledLots / plan.quantityLots).toBeGreaterThan(0.9);
}

const TAPES = [
  ["binance-spot-BTCUSDT-trades-20240808.csv.gz", "BTC-USDT", 100_000, 30_000],
  ["binance-spot-ETHUSDT-trades-20240808.csv.gz", "ETH-USDT", 10_000, 30_000],
] as const;

for (const [file, instrumentId, wholeLots] of TAPES) {
  const path = `data/trades/${file}`;
  describe.skipIf(!hasShared(path))(`on the recorded trades of ${instrumentId}, six minutes of 8 August 2024`, () => {
    const instrument = listed(instrumentId);
    const tape = (): MarketEvent[] =>
      sharedRows(path).flatMap(([at, , tradeId = "", price, quantity, isBuyerMaker]): MarketEvent[] => {
        const quantityLots = Math.round(
          (Number(quantity) * 10 ** instrument.quantityDecimals) / instrument.lotsMantissa,
        );
        if (quantityLots < 1) return [];
        return [
          {
            kind: "trade",
            instrumentId,
            at: Number(at),
            tradeId,
            priceTicks: Math.round((Number(price) * 10 ** instrument.priceDecimals) / instrument.ticksMantissa),
            quantityLots,
            aggressor: isBuyerMaker === "true" ? "sell" : "buy",
          },
        ];
      });

    it.each(CASES)("%s, %s: keeps its schedule and is never over-filled", (kind, side, method) => {
      const events = tape();
      const first = events[0];
      const last = first?.kind === "trade" ? first.priceTicks : 0;
      const wanted = method.kind === "vwap" ? { ...method, profile: profileOf(events, instrumentId) } : method;
      const run = work(instrument, events, side, wholeLots, wanted, kind === "iceberg" ? last : null);
      note(`${instrumentId} recorded`, instrument, run);
      expectKept(run);
    });
  });
}

describe("on the synthetic market", () => {
  const instrument = listed("BTC-USDT");

  function* tape(seed: number, untilMs: number): Generator<MarketEvent> {
    const startAt = 1_700_000_000_000;
    const market = createSyntheticMarket({ seed, startAt });
    for (let event = market.next(); event.at < startAt + untilMs; event = market.next()) yield event;
  }

  it.each(CASES)("%s, %s: keeps its schedule and is never over-filled", (kind, side, method) => {
    const [probe] = [...tape(7, 5_000)].filter(
      (event) => event.kind === "book" && event.instrumentId === instrument.id,
    );
    const touch = probe?.kind === "book" ? (side === "buy" ? probe.bestBidTicks : probe.bestAskTicks) : 0;
    const wanted =
      method.kind === "vwap" ? { ...method, profile: profileOf([...tape(7, 360_000)], instrument.id) } : method;
    const run = work(instrument, tape(7, 360_000), side, 20_000, wanted, kind === "iceberg" ? touch : null);
    note("BTC-USDT synthetic", instrument, run);
    if (kind !== "iceberg") expectKept(run);
  });
});

const HOURS_20 = 72_000_000;
const OF_A_DAY: readonly WantedMethod[] = [
  { kind: "twap", durationMs: HOURS_20, slices: 240 },
  { kind: "vwap", durationMs: HOURS_20, slices: 240, profile: null },
  { kind: "adaptive", durationMs: HOURS_20, slices: 240 },
  { kind: "pov", rateBps: 200, intervalMs: 60_000 },
  { kind: "iceberg", visibleLots: 20_000 },
];

describe("over a synthetic day, its volume as uneven as that of the five days before", () => {
  const instrument = listed("BTC-USDT");
  const LAST = 5;
  const history = dayProfile(minutesOf(instrument.id, 0, LAST), 1_800_000);

  it.each(OF_A_DAY.map((method, index) => [method.kind, index % 2 === 0 ? "buy" : "sell", method] as const))(
    "%s, %s: keeps its schedule and is never over-filled",
    (kind, side, method) => {
      const wanted = method.kind === "vwap" ? { ...method, profile: history } : method;
      const run = work(
        instrument,
        syntheticDay(instrument.id, LAST),
        side,
        400_000,
        wanted,
        kind === "iceberg" ? 6_000_000 : null,
      );
      note("BTC-USDT day", instrument, run);
      expectKept(run);
      if (kind === "twap" || kind === "vwap") expect(run.behind).toBeLessThan(0.02); // About two slices.
      if (kind === "iceberg") return; // A limit that the day may leave behind.
      const { averageTicks, vwapTicks } = benchmarksOf(run.order, instrument);
      // Half a spread and the impact of what a slice takes of its minute.
      expect(Math.abs(slippageBps(side, averageTicks, vwapTicks) ?? 100)).toBeLessThan(12);
    },
  );
});
