"use client";

import { notify } from "../../notices/notify.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { FormDialog } from "../form-dialog.tsx";
import { plainAmount } from "../plain-amount.ts";
import { type OwnPortfolio, portfoliosClient } from "../portfolios-client.ts";

type CashDialogProps = {
  readonly portfolio: OwnPortfolio;
  readonly direction: "in" | "out";
  readonly onDone: () => void;
};

/** Pays paper money in or out. It is no profit and no loss. */
export function CashDialog({ portfolio, direction, onDone }: CashDialogProps) {
  const { portfolioId, name, baseCurrency } = portfolio;
  const isIn = direction === "in";
  return (
    <FormDialog
      title={isIn ? `Fund “${name}”` : `Withdraw from “${name}”`}
      submit={isIn ? "Pay in (paper)" : "Pay out (paper)"}
      trigger={<Button size="row">{isIn ? "Fund" : "Withdraw"}</Button>}
      fields={
        <TextField
          label={`Amount, ${baseCurrency}`}
          name="amount"
          required
          inputMode="decimal"
          autoComplete="off"
          autoFocus
          hint={isIn ? "It is booked at once." : "At most what is available; working orders keep what they reserve."}
        />
      }
      onSubmit={async (form) => {
        const amount = plainAmount(String(form.get("amount")));
        await portfoliosClient[isIn ? "fund" : "withdraw"](portfolioId, baseCurrency, amount);
        notify({ kind: "success", title: `${isIn ? "Paid in" : "Paid out"}: ${amount} ${baseCurrency}`, detail: name });
        onDone();
      }}
    >
      <p>Money paid {isIn ? "in" : "out"} counts neither as profit nor as loss: returns are net of it.</p>
    </FormDialog>
  );
}
