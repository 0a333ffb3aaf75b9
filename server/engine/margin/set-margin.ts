import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import { isLiquidatedAt } from "../../domain/margin/liquidation.ts";
import { isIsolated, type MarginSetting, positionMarginUnits } from "../../domain/margin/margin-account.ts";
import { leverageMaxOf, notionalMaxUnits } from "../../domain/margin/margin-tiers.ts";
import { notionalUnits } from "../../domain/markets/instrument.ts";
import { add, subtract } from "../../domain/money/integer.ts";
import { formatUnits } from "../../domain/money/money.ts";
import { markTicks } from "../../domain/risk/price-reference.ts";
import { spendableUnits } from "../cash-ledger.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import type { MarginAccount } from "./margin-account.ts";
import { moveMargin } from "./settle-margin.ts";

/** Sets leverage and margin mode of a perpetual. Returns why not, if it does not. */
export function setMargin(state: EngineState, holding: Holding, wanted: MarginSetting): Rejection | null {
  const { margin: account } = holding;
  if (account === null) return notMargined(holding);
  if (wanted.leverage === account.leverage && isIsolated(wanted) === isIsolated(account)) return null;
  const rejection = problemWith(state, holding, account, wanted);
  if (rejection !== null) return rejection;
  account.leverage = wanted.leverage;
  account.mode = wanted.mode;
  moveMargin(state, holding, account, 0, 0);
  return null;
}

export const notMargined = ({ instrument: { symbol } }: Holding): Rejection =>
  refuse("not-margined", `${symbol} is paid in full and has no leverage. Choose a perpetual.`).rejection;

function problemWith(
  state: EngineState,
  { instrument, workingBuyLots, workingSellLots }: Holding,
  account: MarginAccount,
  wanted: MarginSetting,
): Rejection | null {
  const { name, quote } = instrument;
  const { terms, position, fundingUnits, marginUnits } = account;
  const { leverage } = wanted;
  const most = leverageMaxOf(terms.tiers);
  if (!Number.isSafeInteger(leverage) || leverage < 1 || leverage > most) {
    const message = `Leverage "${leverage}" of ${name} must be a whole number from 1 to ${most}.`;
    return refuse("leverage-out-of-range", message, { leverage: String(leverage), most: String(most) }).rejection;
  }
  if (workingBuyLots + workingSellLots > 0) {
    return refuse("orders-working", `Orders work in ${name}, and hold back money by its leverage. Cancel them first.`)
      .rejection;
  }
  if (position.netLots === 0) return null;
  if (isIsolated(wanted) !== isIsolated(account))
    return refuse("position-open", `${name}'s margin mode cannot change while a position is open. Close it first.`)
      .rejection;
  const mark = markTicks(state.prices.get(instrument.id));
  const notional = notionalUnits(instrument, mark, Math.abs(position.netLots));
  const cap = notionalMaxUnits(terms.tiers, leverage);
  if (notional > cap) {
    const facts = { value: formatUnits(notional, quote), most: formatUnits(cap, quote) };
    const message = `At ${leverage}× a position in ${name} may be "${facts.most}" ${quote}, and it is "${facts.value}". Use less leverage.`;
    return refuse("position-above-leverage", message, facts).rejection;
  }
  const needed = positionMarginUnits(position, wanted, add(fundingUnits, account.addedUnits));
  const missing = subtract(needed, marginUnits);
  const available = spendableUnits(state, quote);
  if (missing > 0 && missing > available) {
    const facts = { required: formatUnits(missing, quote), available: formatUnits(available, quote), currency: quote };
    const message = `At ${leverage}× the position needs "${facts.required}" ${quote} more, and "${facts.available}" is available.`;
    return refuse("insufficient-balance", message, facts).rejection;
  }
  if (isIsolated(wanted) && isLiquidatedAt({ instrument, tiers: terms.tiers, position, backingUnits: needed }, mark)) {
    return refuse("would-liquidate", `At ${leverage}× the venue would close the position at once. Use less leverage.`)
      .rejection;
  }
  return null;
}
