import { present } from "../../domain/errors/invariant.ts";
import type { AccountEvent } from "../../domain/margin/account-event.ts";
import { wholeLots } from "../../domain/markets/instrument.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { requestCancel } from "../orders/order-manager.ts";
import { storedHolding } from "../positions/find-position.ts";
import { bookLiquidation } from "./liquidated.ts";
import { bookFunding } from "./settle-margin.ts";

/** Books what the venue did to the account by itself. */
export function applyAccountEvent(state: EngineState, event: AccountEvent): void {
  const holding = storedHolding(state, event);
  const account = present(holding.margin ?? undefined, `The venue margins "${event.instrumentId}", which is spot`);
  switch (event.kind) {
    case "funded":
      bookFunding(state, holding, account, event);
      return;
    case "liquidated":
      bookLiquidation(state, holding, account, event);
      return;
  }
}

/** A position was closed or turned: orders at the venue that should only have reduced it are called back. */
export function recallOrphans(state: EngineState, holding: Holding): void {
  if (holding.workingBuyLots === 0 && holding.workingSellLots === 0) return;
  const open = wholeLots(holding.instrument, holding.netUnits);
  for (const { order, holding: of } of [...state.working.values()]) {
    if (!order.isReduceOnly || of !== holding) continue;
    if (order.side === "sell" ? open <= 0 : open >= 0) requestCancel(state, order.id);
  }
}
