import { DEFAULT_MARGIN } from "../../domain/margin/margin-account.ts";
import { balanceOf } from "../cash-ledger.ts";
import type { EngineState } from "../engine-state.ts";
import type { VenueAccount } from "../ports.ts";

/** The account as the venue sees it: the ledger's own wallet, and how each perpetual is margined. */
export const accountOf = (state: EngineState): VenueAccount => ({
  walletUnits: (currency) => balanceOf(state, currency).totalUnits,
  settingOf: (instrumentId) => state.holdings.get(instrumentId)?.margin ?? DEFAULT_MARGIN,
  addedUnits: (instrumentId) => state.holdings.get(instrumentId)?.margin?.addedUnits ?? 0,
});
