import fc from "fast-check";
import { expect, it } from "vitest";
import { baseUnits, type Instrument, notionalUnits } from "../../../server/domain/markets/instrument.ts";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import { CLOSE_SHARES, closeQuantity } from "../../../server/domain/positions/close-quantity.ts";

const BTC = LISTED_INSTRUMENTS.find(({ id }) => id === "BTC-USDT") as Instrument;

it("closes whole lots of what is free, at least what was asked for and never more than is held", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }),
      fc.integer({ min: 0, max: 2_000_000_000 }),
      fc.constantFrom(...CLOSE_SHARES),
      fc.integer({ min: 0, max: 9_000_000 }),
      (netUnits, closingUnits, share, touchTicks) => {
        const result = closeQuantity({ instrument: BTC, netUnits, closingUnits, touchTicks }, share);
        if (!result.ok) return;
        const { side, quantityLots } = result.value;
        expect(side).toBe(netUnits > 0 ? "sell" : "buy");
        expect(quantityLots).toBeGreaterThan(0);
        expect(Number(baseUnits(BTC, quantityLots)) + closingUnits).toBeLessThanOrEqual(Math.abs(netUnits));
        if (touchTicks > 0) expect(notionalUnits(BTC, touchTicks, quantityLots) >= BTC.minNotionalUnits).toBe(true);
        const heldLots = Math.floor(Math.abs(netUnits) / BTC.baseUnitsPerLot);
        if (share === "half") expect(quantityLots).toBeLessThanOrEqual(Math.ceil(heldLots / 2));
      },
    ),
  );
});

it.each([
  ["no-position", 0, 0],
  ["only-dust", 99_999, 0],
  ["already-closing", 500_000_000, 500_000_000],
])("refuses with %s", (code, netUnits, closingUnits) => {
  const result = closeQuantity({ instrument: BTC, netUnits, closingUnits, touchTicks: 0 }, "all");
  expect(result).toMatchObject({ ok: false, rejection: { code } });
});
