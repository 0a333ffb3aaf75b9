import { baseUnits, type Instrument } from "../markets/instrument.ts";
import type { Fill } from "../orders/fill.ts";
import type { Execution } from "./realised-gains.ts";

/** A fill as lots are matched with it. A fee in a third currency is paid apart: it belongs to no lot. */
export function executionOf(instrument: Instrument, fill: Fill): Execution {
  const { id, instrumentId, at, side, quantityLots, notionalUnits, feeCurrency, feeUnits } = fill;
  const fee =
    feeCurrency === instrument.base
      ? ({ units: feeUnits, in: "base" } as const)
      : ({ units: feeCurrency === instrument.quote ? feeUnits : 0, in: "quote" } as const);
  return {
    id,
    instrumentId,
    at,
    side,
    quantityUnits: baseUnits(instrument, quantityLots),
    valueUnits: notionalUnits,
    fee,
  };
}
