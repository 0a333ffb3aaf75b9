import { InvariantError } from "../../domain/errors/invariant.ts";
import type { AccountEvent } from "../../domain/margin/account-event.ts";
import { type MarginValues, positionMarginUnits } from "../../domain/margin/margin-account.ts";
import { trade } from "../../domain/margin/margin-position.ts";
import { reliefUnits } from "../../domain/margin/order-margin.ts";
import { add, type Integer, negate, subtract } from "../../domain/money/integer.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { settle } from "../positions/cash-ledger.ts";
import { countOrder, type MarginAccount, valuesOf } from "./margin-account.ts";

/**
 * A fill in a perpetual: no currency changes hands, only what it realises at the average entry and its fee, in the quote currency. What
 * is held back behind the position and its orders follows it. `reservedDelta` is what the order itself lets go of.
 */
export function settleMarginFill(
  state: EngineState,
  holding: Holding,
  account: MarginAccount,
  fill: Fill,
  reservedDelta: Integer,
): void {
  const { quote } = holding.instrument;
  const before = account.position;
  const { position, realisedUnits } = trade(before, fill);
  account.position = position;
  if (Math.sign(position.netLots) !== Math.sign(before.netLots)) {
    account.fundingUnits = 0; // Another position, or none.
    account.addedUnits = 0;
  }
  countOrder(account, fill.side, 0, reservedDelta);
  const fee = fill.feeCurrency === quote ? fill.feeUnits : 0;
  moveMargin(state, holding, account, subtract(realisedUnits, fee), reservedDelta);
  if (fill.feeCurrency !== quote) settle(state, fill.feeCurrency, negate(fill.feeUnits), 0);
}

/** Funding that the venue has booked at its stamp. One that was booked before is not booked again. */
export function bookFunding(
  state: EngineState,
  holding: Holding,
  account: MarginAccount,
  event: Extract<AccountEvent, { kind: "funded" }>,
): void {
  const { instrumentId, at, rate, markTicks, netLots, units } = event;
  if (at <= account.fundedAt) return;
  account.fundedAt = at;
  account.fundingUnits = add(account.fundingUnits, units);
  account.fundedTotalUnits = add(account.fundedTotalUnits, units);
  const { quote } = holding.instrument;
  state.changes.push({
    kind: "funding-booked",
    instrumentId,
    ...sideOf(holding),
    currency: quote,
    rate,
    markTicks,
    netLots,
    units,
    at,
  });
  moveMargin(state, holding, account, units, 0);
}

/** Puts a journaled account back where it was. */
export function restoreMargin(
  state: EngineState,
  holding: Holding,
  { netLots, costUnits, ...values }: MarginValues,
): void {
  if (holding.margin === null) throw new InvariantError(`"${holding.instrument.id}" has a margin account and is spot`);
  Object.assign(holding.margin, values);
  holding.margin.position = { netLots, costUnits };
  if (netLots !== 0) state.margined.add(holding);
}

/** Said only where there are two. */
const sideOf = ({ positionSide }: Holding) => (positionSide === null ? {} : { positionSide });

/** Moves money in or out of the wallet, sets aside what the position and its orders now need, and journals the account. */
export function moveMargin(
  state: EngineState,
  holding: Holding,
  account: MarginAccount,
  deltaUnits: Integer,
  reservedDelta: Integer,
): void {
  const { id: instrumentId, quote } = holding.instrument;
  const marginUnits = positionMarginUnits(account.position, account, add(account.fundingUnits, account.addedUnits));
  const relief = reliefUnits(account.position.netLots, account.orders);
  const delta = subtract(
    add(reservedDelta, subtract(marginUnits, account.marginUnits)),
    subtract(relief, account.reliefUnits),
  );
  account.marginUnits = marginUnits;
  account.reliefUnits = relief;
  if (account.position.netLots === 0) state.margined.delete(holding);
  else state.margined.add(holding);
  settle(state, quote, deltaUnits, delta);
  state.changes.push({ kind: "margin-changed", instrumentId, ...sideOf(holding), ...valuesOf(account), at: state.now });
}
