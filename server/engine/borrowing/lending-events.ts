import type { CollateralTrade, LendingEvent } from "../../domain/borrowing/lending-event.ts";
import { loanOf, owedUnits, withLoan } from "../../domain/borrowing/loan.ts";
import { present } from "../../domain/errors/invariant.ts";
import { add, min, subtract } from "../../domain/money/integer.ts";
import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineState } from "../engine-state.ts";
import { bookClosing } from "../margin/liquidated.ts";
import { square } from "../positions/cash-ledger.ts";

type Forgiven = NonNullable<Extract<LendingEvent, { kind: "collateral-liquidated" }>["forgiven"]>;

/** Books what the venue did to an account that borrows from it; each deed once. */
export function applyLendingEvent(state: EngineState, event: LendingEvent): void {
  switch (event.kind) {
    case "interest-charged":
      bookInterest(state, event);
      return;
    case "margin-called":
      state.changes.push(event);
      return;
    case "collateral-liquidated":
      for (const trade of event.trades) bookTrade(state, trade, event.at);
      if (event.forgiven !== null) forgive(state, event.forgiven, event.at);
      return;
  }
}

function bookTrade(state: EngineState, trade: CollateralTrade, at: Timestamp): void {
  const { instrumentId } = trade;
  const holding = present(state.holdings.get(instrumentId), `The venue names "${instrumentId}", which is not listed`);
  bookClosing(state, holding, state.lendingDeeds, { ...trade, at }, { kind: "portfolio" });
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

/** Only as much as the venue knew of: what a fill that was told late owes besides stays owed. */
function forgive(state: EngineState, { id, units: mostUnits }: Forgiven, at: Timestamp): void {
  if (state.lendingDeeds.has(id)) return;
  state.lendingDeeds.add(id);
  const currency = state.baseCurrency;
  const loan = loanOf(state.borrowing, currency);
  const units = min(mostUnits, owedUnits(loan));
  if (units === 0) return;
  const interest = min(units, loan.interestUnits);
  state.borrowing = withLoan(state.borrowing, {
    ...loan,
    interestUnits: subtract(loan.interestUnits, interest),
    borrowedUnits: subtract(loan.borrowedUnits, subtract(units, interest)),
  });
  state.changes.push({ kind: "debt-forgiven", currency, units, at });
  state.changes.push({ kind: "borrowing-changed", ...state.borrowing, at: state.now });
}
