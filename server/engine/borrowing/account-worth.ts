import { loanOf, owedUnits } from "../../domain/borrowing/loan.ts";
import type { AccountWorth, Purse, ValueOf } from "../../domain/borrowing/margin-level.ts";
import { type Swap, worstCase } from "../../domain/borrowing/worst-case.ts";
import {
  baseUnits,
  feeUnits,
  type Instrument,
  notionalUnits,
  valueOfBaseUnits,
  wholeLots,
} from "../../domain/markets/instrument.ts";
import { add, type Integer, min, multiplyDivide, subtract } from "../../domain/money/integer.ts";
import type { OrderTicket } from "../../domain/orders/order.ts";
import { markTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { crossLossUnits } from "../margin/cross-loss.ts";
import { openLots } from "../orders/open-quantity.ts";

/** A currency at the mark of the spot instrument that trades it against the portfolio's own. */
const valuer =
  (state: EngineState): ValueOf =>
  (currency, units) => {
    if (units === 0 || currency === state.baseCurrency) return units;
    for (const { instrument } of state.holdings.values()) {
      if (instrument.base !== currency || instrument.quote !== state.baseCurrency || instrument.kind !== "spot")
        continue;
      const mark = markTicks(state.prices.get(instrument.id));
      return mark === 0 ? null : valueOfBaseUnits(instrument, units, mark);
    }
    return null;
  };

/** An order that would be placed or changed. */
export type NewOrder = { readonly holding: Holding; readonly ticket: OrderTicket; readonly requiredUnits: Integer };

/** The account as if all that works in spot, and `wanted`, were filled; what works under the id of `wanted` makes way for it. */
export function worstAccount(
  state: EngineState,
  wanted: NewOrder | null,
  withoutId: string | null = null,
): AccountWorth | null {
  const valued = valuer(state);
  const swaps: Swap[] = [];
  const held = new Map<string, Integer>();
  for (const { order, holding } of state.working.values()) {
    if (holding.margin !== null || order.reservedUnits === 0) continue;
    const boundTicks = Math.min(order.boundTicks, order.amendment?.priceTicks ?? order.boundTicks);
    const bound = { side: order.side, boundTicks };
    const swap = swapOf(state, holding, bound, order.reservedUnits, openLots(order), valued);
    if (swap === null) return null;
    held.set(swap.pays, add(held.get(swap.pays) ?? 0, swap.payUnits));
    if (order.id !== withoutId) swaps.push(swap);
  }
  if (wanted !== null) {
    const { holding, ticket, requiredUnits } = wanted;
    const lots = lotsOf(holding.instrument, ticket, requiredUnits);
    const swap = swapOf(state, holding, ticket, requiredUnits, lots, valued);
    if (swap === null) return null;
    swaps.push({ ...swap, repaysUnits: repaidBy(state, holding.instrument, ticket, lots, valued) });
  }
  return worstCase(pursesOf(state, held), swaps, valued);
}

/** The lots that an order holds that much back for: of one that is amended, what is filled counts as position already. */
const lotsOf = (instrument: Instrument, { side, boundTicks }: OrderTicket, requiredUnits: Integer): number =>
  side === "buy"
    ? Number(multiplyDivide(requiredUnits, 1, notionalUnits(instrument, boundTicks, 1)))
    : wholeLots(instrument, requiredUnits);

function swapOf(
  state: EngineState,
  { instrument }: Holding,
  { side, boundTicks }: Pick<OrderTicket, "side" | "boundTicks">,
  payUnits: Integer,
  lots: number,
  valued: ValueOf,
): Swap | null {
  const { id, base, quote } = instrument;
  const mark = markTicks(state.prices.get(id));
  if (mark === 0) return null;
  const worthUnits = valued(quote, notionalUnits(instrument, Math.min(mark, boundTicks), lots));
  if (worthUnits === null) return null;
  const [pays, receives] = side === "buy" ? [quote, base] : [base, quote];
  return { pays, payUnits, receives, worthUnits, repaysUnits: 0 };
}

/** What of a debt the order repays with what it brings, after the fee, in the portfolio's own currency. */
function repaidBy(
  state: EngineState,
  instrument: Instrument,
  { side, boundTicks }: OrderTicket,
  lots: number,
  valued: ValueOf,
): Integer {
  const brings = side === "buy" ? instrument.base : instrument.quote;
  const owed = owedUnits(loanOf(state.borrowing, brings));
  if (owed === 0) return 0;
  const mark = markTicks(state.prices.get(instrument.id));
  const gross =
    side === "buy" ? baseUnits(instrument, lots) : notionalUnits(instrument, Math.min(mark, boundTicks), lots);
  return valued(brings, min(owed, subtract(gross, feeUnits(gross, instrument.takerRateMillionths)))) ?? 0;
}

/** `held` is what spot orders hold back: that counts with them. What else is held back stands behind perpetuals. */
function pursesOf(state: EngineState, held: ReadonlyMap<string, Integer>): Purse[] {
  const currencies = new Set([...state.balances.keys(), ...state.borrowing.loans.map(({ currency }) => currency)]);
  return [...currencies].map((currency) => {
    const { totalUnits, reservedUnits } = state.balances.get(currency) ?? { totalUnits: 0, reservedUnits: 0 };
    const behind = subtract(reservedUnits, held.get(currency) ?? 0);
    const loss = state.margined.size === 0 ? 0 : crossLossUnits(state, currency);
    return {
      currency,
      totalUnits,
      keptUnits: add(behind, loss),
      owedUnits: owedUnits(loanOf(state.borrowing, currency)),
    };
  });
}
