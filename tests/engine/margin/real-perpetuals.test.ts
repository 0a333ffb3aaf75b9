import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import { BTC, candle, ETH, funding, HOUR, MarginDeskExample, USDT } from "./margin-desk-example.ts";

const DATA = new URL("../../../../shared/data/perp/", import.meta.url);
const path = (name: string) => fileURLToPath(new URL(name, DATA));
const rowsOf = (name: string): string[][] => {
  const [, ...lines] = gunzipSync(readFileSync(path(name)))
    .toString("utf8")
    .trim()
    .split("\n");
  return lines.map((line) => line.split(","));
};
const hasData = existsSync(path("binance-usdm-BTCUSDT-1h-2023-12_2024-12.csv.gz"));
if (!hasData) console.log(`Skipped: ${DATA.pathname} is absent.`);

const FROM = Date.parse("2024-01-06T00:00:00Z");

/** Hours of real trading, and funding at its stamps, some of which came a few milliseconds late, on the mark of the hour. */
function tapeOf(asset: "BTC" | "ETH", hours: number): MarketEvent[] {
  const instrument = asset === "BTC" ? BTC : ETH;
  const ticks = asset === "BTC" ? 10 : 100;
  const price = (text = "0") => Math.round(Number(text) * ticks);
  const until = FROM + hours * HOUR;
  const candles = rowsOf(`binance-usdm-${asset}USDT-1h-2023-12_2024-12.csv.gz`).map(
    ([at, open, high, low, close, volume]) =>
      candle(
        {
          timeframe: "1h",
          openAt: Number(at),
          openTicks: price(open),
          highTicks: price(high),
          lowTicks: price(low),
          closeTicks: price(close),
          volumeLots: Math.floor(Number(volume) * 1_000),
        },
        instrument,
      ),
  );
  const marks = new Map(
    rowsOf(`binance-usdm-${asset}USDT-mark-8h-2023-12_2024-12.csv.gz`).map(([at, open]) => [Number(at), price(open)]),
  );
  const stamps = rowsOf(`binance-usdm-${asset}USDT-funding-2024.csv.gz`).map(([at, rate = "0"]) =>
    funding(Number(at), plain(rate), marks.get(Number(at) - (Number(at) % HOUR)) ?? 0, instrument),
  );
  const inside = [...candles, ...stamps].filter(({ at }) => at > FROM && at <= until);
  return inside.sort((a, b) => a.at - b.at || (a.kind === "candle" ? -1 : 1));
}

/** The files write small rates as 1e-05. */
const plain = (rate: string): string => Number(rate).toFixed(8);

/** Long, short, larger, smaller, flat, turned: every few days, by the clock. */
const PLAN = [300, -500, 150, 250, -700, 500, 400, -400, -900, 900] as const;

type Trade = { at: number; lots: bigint; ticks: bigint; fee: bigint };

/** The whole ledger of one instrument again, from nothing but trades and stamps: whole numbers of 10⁻⁸ USDT, average entry. */
function recompute(
  unitsPerTickLot: bigint,
  trades: readonly Trade[],
  stamps: readonly { at: number; rate: string; mark: bigint }[],
) {
  let net = 0n;
  let cost = 0n;
  let realised = 0n;
  let fees = 0n;
  let funded = 0n;
  const payments: string[] = [];
  const all = [
    ...trades.map((trade) => ({ at: trade.at, trade })),
    ...stamps.map((stamp) => ({ at: stamp.at, stamp })),
  ];
  all.sort((a, b) => a.at - b.at || ("trade" in a ? -1 : 1));
  for (const each of all) {
    if ("stamp" in each) {
      if (net === 0n) continue;
      const size = net < 0n ? -net : net;
      const rate = BigInt(Math.round(Number(each.stamp.rate) * 1e8));
      const received = size * each.stamp.mark * unitsPerTickLot * (net > 0n ? -rate : rate);
      const whole = received / 100_000_000n;
      const units = received < 0n && whole * 100_000_000n !== received ? whole - 1n : whole;
      funded += units;
      payments.push(`${each.at} ${units}`);
      continue;
    }
    const { lots, ticks, fee } = each.trade;
    fees += fee;
    const against = net !== 0n && net > 0n !== lots > 0n;
    const size = net < 0n ? -net : net;
    const amount = lots < 0n ? -lots : lots;
    const money = amount * ticks * unitsPerTickLot;
    if (!against) cost += money;
    else {
      const closing = amount < size ? amount : size;
      const out = (cost * closing) / size;
      const got = (money * closing) / amount;
      realised += net > 0n ? got - out : out - got;
      cost = amount > size ? money - got : cost - out;
    }
    net += lots;
  }
  return { net, cost, realised, fees, funded, payments };
}

describe.skipIf(!hasData)("a year of real perpetuals", () => {
  const HOURS = 24 * 300;

  function play(restarts: boolean) {
    const desk = new MarginDeskExample(1_000_000);
    const tape = [...tapeOf("BTC", HOURS), ...tapeOf("ETH", HOURS)].sort(
      (a, b) => a.at - b.at || (a.kind === "candle" ? -1 : 1),
    );
    let hour = 0;
    let step = 0;
    for (const event of tape) {
      desk.market(event);
      if (event.kind !== "candle" || event.instrumentId !== ETH.id) continue;
      hour += 1;
      // In the middle of an interval, just before a stamp, and just after one.
      if (restarts && (hour % 501 === 0 || hour % 511 === 7)) desk.restart();
      if (hour % 53 !== 0) continue;
      const lots = PLAN[step++ % PLAN.length] as number;
      desk.order(lots > 0 ? "buy" : "sell", Math.abs(lots), null, false, step % 2 === 0 ? BTC : ETH);
    }
    return { desk, tape };
  }

  const { desk, tape } = hasData ? play(false) : { desk: new MarginDeskExample(), tape: [] };

  it("ends with the ledger that its trades and stamps make, to the unit", () => {
    let wallet = BigInt(1_000_000 * USDT);
    for (const instrument of [BTC, ETH]) {
      const trades = desk
        .ofKind("fill-booked")
        .filter(({ fill }) => fill.instrumentId === instrument.id)
        .map(({ fill }) => ({
          at: fill.at,
          lots: BigInt(fill.side === "buy" ? fill.quantityLots : -fill.quantityLots),
          ticks: BigInt(fill.priceTicks),
          fee: BigInt(fill.feeUnits),
        }));
      const stamps = tape.flatMap((event) =>
        event.kind === "funding" && event.instrumentId === instrument.id
          ? [{ at: event.at, rate: event.rate, mark: BigInt(event.markTicks) }]
          : [],
      );
      expect(trades.length).toBeGreaterThan(60);
      const plainly = recompute(BigInt(instrument.quoteUnitsPerTickLot), trades, stamps);
      expect(plainly.payments.length).toBeGreaterThan(600);
      const booked = desk.ofKind("funding-booked").filter(({ instrumentId }) => instrumentId === instrument.id);
      expect(booked.map(({ at, units }) => `${at} ${units}`)).toEqual(plainly.payments);
      const account = desk.account(instrument);
      expect(BigInt(account.position.netLots)).toBe(plainly.net);
      expect(BigInt(account.position.costUnits)).toBe(plainly.cost);
      expect(BigInt(account.fundedTotalUnits)).toBe(plainly.funded);
      expect(BigInt(account.marginUnits)).toBe((plainly.cost + 4n) / 5n);
      wallet += plainly.realised - plainly.fees + plainly.funded;
    }
    expect(BigInt(desk.wallet)).toBe(wallet);
  });

  it("is the same ledger when the worker dies and comes back, in the middle of an interval and around a stamp", () => {
    const { desk: restarted } = play(true);
    expect(restarted.wallet).toBe(desk.wallet);
    const story = (of: MarginDeskExample) => of.ofKind("funding-booked").map(({ at, units }) => `${at} ${units}`);
    expect(story(restarted)).toEqual(story(desk));
  });

  it("liquidates a short that was opened before the rise at high leverage, once, and no more is lost than was set aside", () => {
    const bold = new MarginDeskExample(10_000);
    const hours = tapeOf("BTC", 24 * 80);
    const [first, ...rest] = hours;
    if (first !== undefined) bold.market(first);
    bold.control({ kind: "set-margin", instrumentId: BTC.id, setting: { leverage: 20, mode: "isolated" } });
    bold.order("sell", 2_000);
    for (const event of rest) bold.market(event);
    const own = bold.ofKind("order-placed").filter(({ order }) => order.reasonCode === "liquidated");
    expect(own).toHaveLength(1);
    expect(bold.account().position.netLots).toBe(0);
    const lost = 10_000 * USDT - bold.wallet;
    const setAside = Math.max(...bold.ofKind("margin-changed").map(({ marginUnits }) => Number(marginUnits)));
    expect(lost).toBeGreaterThan(0.5 * setAside);
    expect(lost).toBeLessThan(1.05 * setAside); // And the fee of opening.
  });
});
