import { type Rejection, refuse } from "../../domain/errors/rejection.ts";
import { isIsolated } from "../../domain/margin/margin-account.ts";
import { removableUnits } from "../../domain/margin/removable-margin.ts";
import { add, type Integer, negate } from "../../domain/money/integer.ts";
import { formatUnits } from "../../domain/money/money.ts";
import { markTicks } from "../../domain/risk/price-reference.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { spendableUnits } from "../positions/cash-ledger.ts";
import type { MarginAccount } from "./margin-account.ts";
import { notMargined } from "./set-margin.ts";
import { moveMargin } from "./settle-margin.ts";

/** Sets more money aside for an isolated position, or takes some back when negative. Returns why not, if it does not. */
export function addMargin(state: EngineState, holding: Holding, units: Integer): Rejection | null {
  const { margin: account } = holding;
  if (account === null) return notMargined(holding);
  const rejection = problemWith(state, holding, account, units);
  if (rejection !== null) return rejection;
  account.addedUnits = add(account.addedUnits, units);
  moveMargin(state, holding, account, 0, 0);
  return null;
}

function problemWith(
  state: EngineState,
  { instrument }: Holding,
  account: MarginAccount,
  units: Integer,
): Rejection | null {
  const { name, quote } = instrument;
  const { position, terms, leverage, marginUnits } = account;
  if (position.netLots === 0) {
    const message = `No position in ${name} is open that margin could be added to or taken from.`;
    return refuse("no-position", message).rejection;
  }
  if (!isIsolated(account)) {
    const message = `The position in ${name} is cross: all free ${quote} stands behind it already. Only an isolated one has margin of its own.`;
    return refuse("margin-not-isolated", message).rejection;
  }
  if (units === 0) return refuse("amount-not-positive", `The amount must be above zero ${quote}.`).rejection;
  if (units > 0) {
    const available = spendableUnits(state, quote);
    if (units <= available) return null;
    const facts = { wanted: formatUnits(units, quote), available: formatUnits(available, quote), currency: quote };
    const message = `"${facts.wanted}" ${quote} cannot be added: "${facts.available}" is available. Add less, or cancel orders that hold money back.`;
    return refuse("insufficient-balance", message, facts).rejection;
  }
  const mark = markTicks(state.prices.get(instrument.id));
  const most =
    mark === 0 ? 0 : removableUnits({ instrument, tiers: terms.tiers, position, leverage, marginUnits }, mark);
  if (negate(units) <= most) return null;
  const facts = { wanted: formatUnits(negate(units), quote), most: formatUnits(most, quote), currency: quote };
  const message = `"${facts.wanted}" ${quote} cannot be taken: at ${leverage}× the position can spare "${facts.most}" above its initial margin. Take less.`;
  return refuse("margin-needed", message, facts).rejection;
}
