import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { notionalMaxUnits } from "../../../server/domain/margin/margin-tiers.ts";
import { DEFAULT_RISK_SETTINGS } from "../../../server/domain/risk/risk-settings.ts";
import type { EngineState } from "../../../server/engine/engine-state.ts";
import { bookAt, filled, market, openDesk, place, START, venue } from "../desk-example.ts";
import { BTC, USDT } from "./margin-desk-example.ts";

const RATE = BigInt(BTC.takerRateMillionths);
const TICK_LOT = BigInt(BTC.quoteUnitsPerTickLot);
const up = (units: bigint, by: bigint) => (units + by - 1n) / by;
const marginAt = (ticks: number, lots: number, leverage: number): bigint => {
  const notional = BigInt(ticks) * BigInt(lots) * TICK_LOT;
  return up(notional, BigInt(leverage)) + up(notional * RATE, 1_000_000n);
};

/** The highest price at which a sale could have found the market with this bound, looked for one by one. */
function highestBest(boundTicks: number, collarBps: number): number {
  let best = boundTicks;
  while (Math.ceil(((best + 1) * (10_000 - collarBps)) / 10_000) <= boundTicks) best += 1;
  return best;
}

const roomy = { ...DEFAULT_RISK_SETTINGS, orderNotionalMaxUnits: 1e9 * USDT, positionNotionalMaxUnits: 1e9 * USDT };

function desk(bidTicks: number, collarBps: number, leverage: number, totalUnits: number): EngineState {
  const balances = [{ currency: "USDT", totalUnits, reservedUnits: 0 }];
  const state = openDesk({ settings: { ...roomy, collarBps }, balances });
  const margin = state.holdings.get(BTC.id)?.margin;
  if (margin) margin.leverage = leverage;
  market(state, bookAt(START, bidTicks, bidTicks + 1, BTC.id));
  return state;
}

const short = (state: EngineState, quantityLots: number) =>
  place(state, { instrumentId: BTC.id, side: "sell", type: "market", priceTicks: null, quantityLots });

const reserved = (state: EngineState) => BigInt(state.balances.get("USDT")?.reservedUnits ?? 0);

const cases = [
  fc.integer({ min: 10_000, max: 900_000 }),
  fc.integer({ min: 1, max: 3_000 }),
  fc.integer({ min: 1, max: 20 }),
  fc.integer({ min: 20, max: 4_000 }),
] as const;

describe("a short at market", () => {
  it("holds back exactly what it is judged by: what it weighs at the highest price that its bound allows", () => {
    fc.assert(
      fc.property(...cases, (bidTicks, collarBps, leverage, lots) => {
        const rich = desk(bidTicks, collarBps, leverage, 1e8 * USDT);
        const order = short(rich, lots);
        const needed = marginAt(highestBest(order.boundTicks, collarBps), lots, leverage);
        expect([order.status, reserved(rich), BigInt(order.reservedUnits)]).toEqual(["submitted", needed, needed]);
        expect(needed).toBeGreaterThanOrEqual(marginAt(bidTicks, lots, leverage));
        expect(short(desk(bidTicks, collarBps, leverage, Number(needed)), lots).status).toBe("submitted");
        expect(short(desk(bidTicks, collarBps, leverage, Number(needed) - 1), lots).reasonCode).toBe(
          "insufficient-balance",
        );
      }),
      { numRuns: 200 },
    );
  });

  it("may not open more than its leverage allows at that price, though at its bound it would", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 300_000, max: 900_000 }),
        fc.integer({ min: 1, max: 3_000 }),
        (bidTicks, collarBps) => {
          const leverage = 100;
          const terms = desk(bidTicks, collarBps, leverage, 1e8 * USDT).holdings.get(BTC.id)?.margin?.terms;
          const most = BigInt(terms === undefined ? 0 : notionalMaxUnits(terms.tiers, leverage));
          const best = BigInt(highestBest(Math.ceil((bidTicks * (10_000 - collarBps)) / 10_000), collarBps));
          const lots = Number(most / (best * TICK_LOT));
          expect(short(desk(bidTicks, collarBps, leverage, 1e8 * USDT), lots).status).toBe("submitted");
          expect(short(desk(bidTicks, collarBps, leverage, 1e8 * USDT), lots + 1).reasonCode).toBe(
            "position-above-leverage",
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it("never needs more than it held back, however it is filled between its bound and the best price", () => {
    const share = fc.integer({ min: 0, max: 100 });
    fc.assert(
      fc.property(...cases, share, share, (bidTicks, collarBps, leverage, lots, part, depth) => {
        const state = desk(bidTicks, collarBps, leverage, 1e8 * USDT);
        const { id, boundTicks } = short(state, lots);
        const free = () => BigInt(state.balances.get("USDT")?.totalUnits ?? 0) - reserved(state);
        const before = free();
        const first = Math.min(lots - 1, Math.max(1, Math.floor((lots * part) / 100)));
        const lower = boundTicks + Math.floor(((bidTicks - boundTicks) * depth) / 100);
        for (const [quantityLots, priceTicks] of [
          [first, bidTicks],
          [lots - first, lower],
        ] as const) {
          const feeUnits = Number(up(BigInt(priceTicks) * BigInt(quantityLots) * TICK_LOT * RATE, 1_000_000n));
          venue(
            state,
            filled(id, quantityLots, {
              tradeId: `t${quantityLots}-${priceTicks}-${first}`,
              priceTicks,
              feeUnits,
              feeCurrency: "USDT",
            }),
          );
          expect(free() + 4n).toBeGreaterThanOrEqual(before); // Each of two fills rounds margin and fee up by itself.
        }
      }),
      { numRuns: 200 },
    );
  });
});
