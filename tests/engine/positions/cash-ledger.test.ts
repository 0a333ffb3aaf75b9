import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { baseUnits, notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Fill } from "../../../server/domain/orders/fill.ts";
import { step } from "../../../server/engine/engine.ts";
import { balanceOf, reserve, settle, spendableUnits } from "../../../server/engine/positions/cash-ledger.ts";
import { expectSound, OPENING, ofKind, openDesk, pricedDesk, totalOf } from "../desk-example.ts";
import { anyMove, eventOf, seesaw } from "../random-session.ts";

describe("the cash ledger", () => {
  it("reserves, settles and releases, and journals each balance as it then is", () => {
    const state = openDesk();
    reserve(state, "USDT", 500);
    settle(state, "USDT", -300, -200);
    reserve(state, "USDT", -300);
    expect(state.changes).toEqual([
      { kind: "balance-changed", currency: "USDT", totalUnits: 100_000_000_000_000, reservedUnits: 500 },
      { kind: "balance-changed", currency: "USDT", totalUnits: 99_999_999_999_700, reservedUnits: 300 },
      { kind: "balance-changed", currency: "USDT", totalUnits: 99_999_999_999_700, reservedUnits: 0 },
    ]);
    expect(spendableUnits(state, "USDT")).toBe(99_999_999_999_700);
  });

  it("says nothing where nothing moves", () => {
    const state = openDesk();
    reserve(state, "USDT", 0);
    settle(state, "USDT", 0, 0);
    expect(state.changes).toEqual([]);
  });

  it("has nothing of a currency it never saw, and opens it with the first flow", () => {
    const state = openDesk();
    expect([balanceOf(state, "SOL"), spendableUnits(state, "SOL")]).toEqual([
      { currency: "SOL", totalUnits: 0, reservedUnits: 0 },
      0,
    ]);
    settle(state, "SOL", 7, 0);
    expect(totalOf(state, "SOL")).toBe(7);
  });

  it("frees what is not reserved", () => {
    const state = openDesk();
    reserve(state, "BTC", 30);
    expect(spendableUnits(state, "BTC")).toBe(100_000_000_000 - 30);
  });

  it("stops the session rather than release more than was reserved", () => {
    const state = openDesk();
    reserve(state, "USDT", 5);
    expect(() => reserve(state, "USDT", -6)).toThrow("Reserved USDT would fall to -1");
    expect(() => settle(state, "BTC", 10, -1)).toThrow("Reserved BTC would fall to -1");
    expect([balanceOf(state, "USDT").reservedUnits, totalOf(state, "BTC")]).toEqual([5, 100_000_000_000]);
  });

  it("holds after any events what came in less what went out, and reserves what the working orders reserve", () => {
    fc.assert(
      fc.property(fc.array(anyMove, { maxLength: 60 }), (moves) => {
        const state = pricedDesk({ findStrategy: () => seesaw });
        const totals = new Map<string, bigint>(OPENING.map((it) => [it.currency, BigInt(it.totalUnits)]));
        const flow = (currency: string, units: bigint) => totals.set(currency, (totals.get(currency) ?? 0n) + units);
        for (const [index, move] of moves.entries()) {
          const event = eventOf(move, state, index);
          if (event === null) continue;
          const { changes } = step(state, event);
          for (const { fill } of ofKind(changes, "fill-booked")) book(fill, flow);
          for (const { currency, units } of ofKind(changes, "cash-moved")) flow(currency, BigInt(units));
          expectSound(state);
          for (const [currency, units] of totals) expect(BigInt(totalOf(state, currency))).toBe(units);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** A fill's flows in plain bigints. */
function book(fill: Fill, flow: (currency: string, units: bigint) => unknown): void {
  const instrument = findInstrument(fill.instrumentId);
  if (instrument === undefined) throw new Error(`${fill.instrumentId} is not listed`);
  const sign = fill.side === "buy" ? 1n : -1n;
  flow(instrument.base, sign * BigInt(baseUnits(instrument, fill.quantityLots)));
  flow(instrument.quote, -sign * BigInt(notionalUnits(instrument, fill.priceTicks, fill.quantityLots)));
  flow(fill.feeCurrency, -BigInt(fill.feeUnits));
}
