import { owesAnything } from "../../domain/borrowing/loan.ts";
import { DEFAULT_MARGIN } from "../../domain/margin/margin-account.ts";
import { positionKey } from "../../domain/positions/position-side.ts";
import { keptUnits } from "../borrowing/square-off.ts";
import type { EngineState } from "../engine-state.ts";
import type { DebtorAccount, VenueAccount } from "../ports.ts";
import { balanceOf } from "../positions/cash-ledger.ts";

/** The account as the venue sees it: the ledger's own wallet, how each perpetual is margined, and what is owed. */
export function accountOf(state: EngineState, isSettled: () => boolean): VenueAccount {
  const debtor: DebtorAccount = {
    baseCurrency: state.baseCurrency,
    get borrowing() {
      return state.borrowing;
    },
    balances: state.balances,
    keptUnits: (currency) => keptUnits(state, currency),
    isSettled,
  };
  return {
    walletUnits: (currency) => balanceOf(state, currency).totalUnits,
    settingOf: (instrumentId) => state.holdings.get(instrumentId)?.margin ?? DEFAULT_MARGIN,
    addedUnits: (instrumentId, positionSide) =>
      state.holdings.get(positionKey(instrumentId, positionSide))?.margin?.addedUnits ?? 0,
    mayBorrow: () => state.borrowing.leverage > 1,
    debtor: () => (owesAnything(state.borrowing) ? debtor : null),
  };
}
