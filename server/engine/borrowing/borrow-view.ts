import { borrowRefusal } from "../../domain/borrowing/borrow-refusal.ts";
import { owesAnything } from "../../domain/borrowing/loan.ts";
import type { BorrowView } from "../../domain/risk/risk-limit.ts";
import type { EngineState, Holding } from "../engine-state.ts";
import { worstAccount } from "./account-worth.ts";

/** What the gate may ask of an account that borrows; null where the order is paid with what is there. */
export function borrowViewOf(state: EngineState, holding: Holding): BorrowView | null {
  const { leverage } = state.borrowing;
  if (leverage === 1 || holding.margin !== null) return null;
  return {
    refusal: (order, view) =>
      borrowRefusal(order, view, {
        leverage,
        baseCurrency: state.baseCurrency,
        owesAnything: owesAnything(state.borrowing),
        before: ({ id }) => worstAccount(state, null, id),
        after: (ticket, requiredUnits) => worstAccount(state, { holding, ticket, requiredUnits }, ticket.id),
      }),
  };
}
