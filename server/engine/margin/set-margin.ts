import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import { isLiquidatedAt } from "../../domain/margin/liquidation.ts";
import { isIsolated, type MarginSetting, positionMarginUnits } from "../../domain/margin/margin-account.ts";
import { leverageMaxOf, notionalMaxUnits } from "../../domain/margin/margin-tiers.ts";
import { type Instrument, notionalUnits } from "../../domain/markets/instrument.ts";
import { add, type Integer, subtract } from "../../domain/money/integer.ts";
import { formatUnits } from "../../domain/money/money.ts";
import { markTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { spendableUnits } from "../positions/cash-ledger.ts";
import { isHedged, positionsOf } from "../positions/find-position.ts";
import type { MarginAccount } from "./margin-account.ts";
import { moveMargin } from "./settle-margin.ts";

/** Sets leverage and margin mode of a perpetual, for both of its positions in hedge mode. Returns why not, if it does not. */
export function setMargin(state: EngineState, whole: Holding, wanted: MarginSetting): Rejection | null {
  const { margin: account } = whole;
  if (account === null) return notMargined(whole);
  if (wanted.leverage === account.leverage && isIsolated(wanted) === isIsolated(account)) return null;
  const holdings = isHedged(whole) ? [whole, ...positionsOf(state, whole)] : [whole];
  const rejection = problemWith(state, whole, holdings, wanted);
  if (rejection !== null) return rejection;
  for (const holding of holdings) {
    if (holding.margin === null) continue;
    holding.margin.leverage = wanted.leverage;
    holding.margin.mode = wanted.mode;
    moveMargin(state, holding, holding.margin, 0, 0);
  }
  return null;
}

export const notMargined = ({ instrument: { name } }: Holding): Rejection =>
  refuse("not-margined", `${name} is paid in full and has no leverage. Choose a perpetual.`).rejection;

function problemWith(
  state: EngineState,
  { instrument, margin }: Holding,
  holdings: readonly Holding[],
  wanted: MarginSetting,
): Rejection | null {
  const { name, quote } = instrument;
  const { leverage } = wanted;
  const most = margin === null ? 0 : leverageMaxOf(margin.terms.tiers);
  if (!Number.isSafeInteger(leverage) || leverage < 1 || leverage > most) {
    const message = `Leverage "${leverage}" of ${name} must be a whole number from 1 to ${most}.`;
    return refuse("leverage-out-of-range", message, { leverage: String(leverage), most: String(most) }).rejection;
  }
  if (holdings.some(({ workingBuyLots, workingSellLots }) => workingBuyLots + workingSellLots > 0)) {
    return refuse("orders-working", `Orders work in ${name}, and hold back money by its leverage. Cancel them first.`)
      .rejection;
  }
  const open = holdings.flatMap((holding) => (holding.margin?.position.netLots ? [holding.margin] : []));
  if (margin !== null && open.length > 0 && isIsolated(wanted) !== isIsolated(margin))
    return refuse("position-open", `${name}'s margin mode cannot change while a position is open. Close it first.`)
      .rejection;
  const mark = markTicks(state.prices.get(instrument.id));
  let missing: Integer = 0;
  for (const account of open) {
    const rejection = problemWithOpen(instrument, account, wanted, mark);
    if (rejection !== null) return rejection;
    missing = add(missing, subtract(neededUnits(account, wanted), account.marginUnits));
  }
  const available = open.length === 0 ? 0 : spendableUnits(state, quote);
  if (missing > 0 && missing > available) {
    const facts = { required: formatUnits(missing, quote), available: formatUnits(available, quote), currency: quote };
    const message = `At ${leverage}× the position needs "${facts.required}" ${quote} more, and "${facts.available}" is available.`;
    return refuse("insufficient-balance", message, facts).rejection;
  }
  return null;
}

const neededUnits = ({ position, fundingUnits, addedUnits }: MarginAccount, wanted: MarginSetting): Integer =>
  positionMarginUnits(position, wanted, add(fundingUnits, addedUnits));

function problemWithOpen(
  instrument: Instrument,
  account: MarginAccount,
  wanted: MarginSetting,
  mark: number,
): Rejection | null {
  const { name, quote } = instrument;
  const { position, terms } = account;
  const { leverage } = wanted;
  const notional = notionalUnits(instrument, mark, Math.abs(position.netLots));
  const cap = notionalMaxUnits(terms.tiers, leverage);
  if (notional > cap) {
    const facts = { value: formatUnits(notional, quote), most: formatUnits(cap, quote) };
    const message = `At ${leverage}× a position in ${name} may be "${facts.most}" ${quote}, and it is "${facts.value}". Use less leverage.`;
    return refuse("position-above-leverage", message, facts).rejection;
  }
  const backed = { instrument, tiers: terms.tiers, position, backingUnits: neededUnits(account, wanted) };
  if (isIsolated(wanted) && isLiquidatedAt(backed, mark)) {
    return refuse("would-liquidate", `At ${leverage}× the venue would close the position at once. Use less leverage.`)
      .rejection;
  }
  return null;
}
