import type { LendingEvent } from "../../domain/borrowing/lending-event.ts";
import { loanOf, owedUnits, withLoan } from "../../domain/borrowing/loan.ts";
import { present } from "../../domain/errors/invariant.ts";
import { add } from "../../domain/money/integer.ts";
import { square } from "../cash-ledger.ts";
import type { EngineState } from "../engine-state.ts";
import { bookClosing } from "../margin/liquidated.ts";

/** Books what the venue did to an account that borrows from it; each deed once. */
export function applyLendingEvent(state: EngineState, event: LendingEvent): void {
  switch (event.kind) {
    case "interest-charged":
      bookInterest(state, event);
      return;
    case "margin-called":
      state.changes.push(event);
      return;
    case "collateral-traded": {
      const holding = present(
        state.holdings.get(event.instrumentId),
        `The venue names "${event.instrumentId}", which is not listed`,
      );
      bookClosing(state, holding, state.lendingDeeds, event, { kind: "portfolio" });
      return;
    }
    case "debt-forgiven":
      forgive(state, event);
      return;
  }
}

/** Charged in the portfolio's own currency, where it is paid at once or stands as a debt. */
function bookInterest(state: EngineState, event: Extract<LendingEvent, { kind: "interest-charged" }>): void {
  const { currency, units, at } = event;
  const loan = loanOf(state.borrowing, currency);
  if (at <= loan.chargedAt) return;
  const charged = { ...loan, chargedAt: at, chargedTotalUnits: add(loan.chargedTotalUnits, units) };
  state.borrowing = withLoan(state.borrowing, charged);
  const own = loanOf(state.borrowing, state.baseCurrency);
  state.borrowing = withLoan(state.borrowing, { ...own, interestUnits: add(own.interestUnits, units) });
  state.changes.push(event, { kind: "borrowing-changed", ...state.borrowing, at: state.now });
  square(state, state.baseCurrency);
}

function forgive(state: EngineState, { forgivenId, at }: Extract<LendingEvent, { kind: "debt-forgiven" }>): void {
  if (state.lendingDeeds.has(forgivenId)) return;
  state.lendingDeeds.add(forgivenId);
  for (const loan of state.borrowing.loans) {
    const units = owedUnits(loan);
    if (units === 0) continue;
    state.borrowing = withLoan(state.borrowing, { ...loan, borrowedUnits: 0, interestUnits: 0 });
    state.changes.push({ kind: "debt-forgiven", currency: loan.currency, units, at });
  }
  state.changes.push({ kind: "borrowing-changed", ...state.borrowing, at: state.now });
}
