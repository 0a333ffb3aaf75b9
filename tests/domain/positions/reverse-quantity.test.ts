import { expect, test } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { reverseQuantity } from "../../../server/domain/positions/reverse-quantity.ts";

const PERP = present(findInstrument("BTC-USDT-PERP"), "BTC-USDT-PERP is listed");
const SPOT = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");

function of(part: Partial<Parameters<typeof reverseQuantity>[0]>) {
  const held = { instrument: PERP, netUnits: -50 * PERP.baseUnitsPerLot, workingLots: 0, hasAlgorithm: false };
  const result = reverseQuantity({ ...held, touchTicks: 500_000, ...part });
  return result.ok ? result.value : result.rejection.code;
}

test("turns the whole of a position, and nothing that could become more", () => {
  expect(of({})).toEqual({ side: "buy", quantityLots: 50 });
  expect(of({ netUnits: 50 * PERP.baseUnitsPerLot })).toEqual({ side: "sell", quantityLots: 50 });
  expect(of({ instrument: SPOT })).toBe("not-margined");
  expect(of({ netUnits: 0 })).toBe("no-position");
  expect(of({ workingLots: 1 })).toBe("orders-working");
  expect(of({ hasAlgorithm: true })).toBe("algorithm-working");
  expect(of({ touchTicks: 1 })).toBe("only-dust");
});
