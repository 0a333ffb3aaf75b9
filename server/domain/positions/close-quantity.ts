import { accept, type Result, refuse } from "../errors/rejection.ts";
import { formatQuantity, type Instrument, notionalUnits, valueOfBaseUnits, wholeLots } from "../markets/instrument.ts";
import { absolute, type Integer, subtract } from "../money/integer.ts";
import { formatUnits } from "../money/money.ts";
import type { Side } from "../orders/order-type.ts";

export const CLOSE_SHARES = ["all", "half"] as const;
export type CloseShare = (typeof CLOSE_SHARES)[number];

type OpenPosition = {
  readonly instrument: Instrument;
  /** Net, in base units: positive long. */
  readonly netUnits: Integer;
  /** Open quantity of the orders that work against it, in base units. */
  readonly closingUnits: Integer;
  /** What a closing order would trade at now; 0 while there is no price. */
  readonly touchTicks: number;
};

/**
 * The order that closes a share of a position: whole lots, at least one, never more than what is held and not being closed
 * already. Refuses where there is nothing to close, or too little for any order the venue takes: dust.
 */
export function closeQuantity(position: OpenPosition, share: CloseShare): Result<{ side: Side; quantityLots: number }> {
  const { instrument, netUnits, closingUnits, touchTicks } = position;
  const { name, base } = instrument;
  if (netUnits === 0) return refuse("no-position", `There is no position in ${name} to close.`);
  const side: Side = netUnits > 0 ? "sell" : "buy";
  const held = formatUnits(absolute(netUnits), base);
  const heldLots = wholeLots(instrument, absolute(netUnits));
  if (heldLots === 0 || isBelowMinimum(instrument, heldLots, touchTicks)) {
    const worth =
      touchTicks === 0
        ? ""
        : `, worth "${formatUnits(valueOfBaseUnits(instrument, absolute(netUnits), touchTicks), instrument.quote)}" ${instrument.quote}`;
    return refuse(
      "only-dust",
      `Only dust is left of ${name}: "${held}" ${base}${worth}. It is below the venue's smallest order and stays until you buy more.`,
      { quantity: held },
    );
  }
  const freeLots = Math.max(0, wholeLots(instrument, subtract(absolute(netUnits), closingUnits)));
  if (freeLots === 0) {
    return refuse(
      "already-closing",
      `Working ${side} orders already close the whole position of "${held}" ${base}. Cancel them first to close it at the market.`,
      { quantity: held },
    );
  }
  const quantityLots = share === "all" ? freeLots : Math.min(freeLots, Math.ceil(heldLots / 2));
  if (isBelowMinimum(instrument, quantityLots, touchTicks)) {
    const quantity = formatQuantity(instrument, quantityLots);
    const least = formatUnits(instrument.minNotionalUnits, instrument.quote);
    return refuse(
      "close-below-minimum",
      `Closing "${quantity}" ${base} would be below ${name}'s smallest order of "${least}" ${instrument.quote}. Close all of it, or cancel the orders that close the rest.`,
      { quantity, least },
    );
  }
  return accept({ side, quantityLots });
}

const isBelowMinimum = (instrument: Instrument, lots: number, touchTicks: number): boolean =>
  touchTicks > 0 && notionalUnits(instrument, touchTicks, lots) < instrument.minNotionalUnits;
