import { baseUnits, feeUnits, type Instrument, notionalUnits } from "../../domain/markets/instrument.ts";
import type { Integer } from "../../domain/money/integer.ts";
import type { Liquidity, Side } from "../../domain/orders/order-type.ts";

/**
 * A spot venue keeps its fee from what the trade brings: base currency on a buy, quote currency on a sale. A perpetual knows only its
 * quote currency. A purchase that only closes a short sale pays in it too, so that it brings all that is owed.
 */
export function feeOf(
  instrument: Instrument,
  trade: {
    readonly side: Side;
    readonly quantityLots: number;
    readonly priceTicks: number;
    readonly liquidity: Liquidity;
    readonly isReduceOnly: boolean;
  },
): { readonly feeCurrency: string; readonly feeUnits: Integer } {
  const rate = trade.liquidity === "maker" ? instrument.makerRateMillionths : instrument.takerRateMillionths;
  return trade.side === "buy" && instrument.kind === "spot" && !trade.isReduceOnly
    ? { feeCurrency: instrument.base, feeUnits: feeUnits(baseUnits(instrument, trade.quantityLots), rate) }
    : {
        feeCurrency: instrument.quote,
        feeUnits: feeUnits(notionalUnits(instrument, trade.priceTicks, trade.quantityLots), rate),
      };
}
