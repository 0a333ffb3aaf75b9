"use client";

import { can } from "../../server/domain/access/permission.ts";
import { BORROW_LEVERAGES, levelsOf } from "../../server/domain/borrowing/lending-terms.ts";
import { useCommand } from "../live/use-command.ts";
import { useDesk, useFrozen, useSnapshot } from "../live/use-desk.tsx";
import { ChoiceRow } from "./parts/choice-row.tsx";

const CHOICES = BORROW_LEVERAGES.map((leverage) => ({
  value: String(leverage),
  label: leverage === 1 ? "Off" : `Up to ${leverage}×`,
}));

const ratio = (bps: number) => (bps / 10_000).toFixed(2);

/** Whether spot orders of the portfolio may borrow what they are short of. */
export function BorrowingRow() {
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const { verbs } = useDesk();
  const { isWaiting, send } = useCommand();
  if (snapshot === null) return null;
  const { leverage } = snapshot.borrowing;
  const why = can(snapshot.role, "trading:resume") ? frozen : "A manager of the portfolio may change this.";
  const { initialBps, callBps, liquidationBps } = levelsOf(leverage);
  const hint =
    leverage === 1
      ? "Orders are paid with what is there; nothing is borrowed and nothing sold short."
      : `A fill borrows what it is short of, and what comes in repays, interest first. Interest is charged each full hour. More is lent while the weighted assets are ${ratio(initialBps)} times the debts; at ${ratio(callBps)} the venue warns, at ${ratio(liquidationBps)} it sells what is there and charges 2%.`;
  return (
    <fieldset disabled={why !== null || isWaiting} title={why ?? undefined}>
      <ChoiceRow
        label="Spot margin"
        hint={hint}
        value={String(leverage)}
        choices={CHOICES}
        onChange={(text) => {
          const chosen = BORROW_LEVERAGES.find((each) => String(each) === text);
          if (chosen !== undefined) send((request) => verbs.setBorrowing({ ...request, leverage: chosen }));
        }}
      />
    </fieldset>
  );
}
