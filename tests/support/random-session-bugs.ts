import type { Balance } from "../../server/domain/portfolio/balance.ts";
import type { EngineState, Holding, OrderRecord } from "../../server/engine/engine-state.ts";

/** Known bugs, planted to see whether the auditor notices. A harness never seen to fail proves nothing. */
export const PLANTED_BUGS = [
  "send-before-commit",
  "no-deduplication",
  "resend-after-timeout",
  "skipped-reserve",
  "ignored-halt",
  "late-latch",
  "stop-lost-at-restart",
  "forgotten-working",
  "repeated-control",
] as const;
export type PlantedBug = (typeof PLANTED_BUGS)[number];

/** Forgets which trades it has seen. */
class Forgetful extends Set<string> {
  override has(): boolean {
    return false;
  }
}

class ForgetfulOrders extends Map<string, OrderRecord> {
  override set(id: string, record: OrderRecord): this {
    return super.set(id, { ...record, tradeIds: new Forgetful() });
  }
}

/** Says that nothing is reserved, whatever stands behind orders. */
class CarelessBalances extends Map<string, Balance> {
  override set(currency: string, balance: Balance): this {
    return super.set(currency, { ...balance, reservedUnits: 0 });
  }
}

/** Takes no account of what works already when it is asked what is left to close. */
function forgetWorking(holding: Holding): Holding {
  const none = { get: () => 0, set: () => undefined };
  return Object.defineProperties(holding, { workingBuyLots: none, workingSellLots: none });
}

/** Bugs that live in the engine's state; the others are driven by the session's harness. */
export function plantInState(state: EngineState, bug: PlantedBug | null): EngineState {
  switch (bug) {
    case "no-deduplication":
      return { ...state, working: new ForgetfulOrders(state.working) };
    case "skipped-reserve":
      return { ...state, balances: new CarelessBalances(state.balances) };
    case "ignored-halt":
      return Object.defineProperties(
        { ...state },
        {
          tradingState: { get: () => "active", set: () => undefined },
          stops: { get: () => [], set: () => undefined },
        },
      );
    case "stop-lost-at-restart":
      return { ...state, stops: [], tradingState: "active" };
    case "forgotten-working":
      return { ...state, holdings: new Map([...state.holdings].map(([id, holding]) => [id, forgetWorking(holding)])) };
    default:
      return state;
  }
}
