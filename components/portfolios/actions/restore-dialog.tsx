"use client";

import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { FormDialog } from "../form-dialog.tsx";
import { type OwnPortfolio, portfoliosClient } from "../portfolios-client.ts";

type RestoreDialogProps = { readonly portfolio: OwnPortfolio; readonly onDone: () => void };

/** Takes an archived portfolio out again; its name may have been given to another meanwhile. */
export function RestoreDialog({ portfolio, onDone }: RestoreDialogProps) {
  return (
    <FormDialog
      title={`Restore “${portfolio.name}”`}
      submit="Restore portfolio"
      trigger={<Button size="row">Restore…</Button>}
      fields={
        <TextField
          label="Name"
          name="name"
          required
          maxLength={60}
          autoComplete="off"
          autoFocus
          defaultValue={portfolio.name}
        />
      }
      onSubmit={async (form) => {
        await portfoliosClient.restore(portfolio.portfolioId, String(form.get("name")).trim());
        onDone();
      }}
    >
      <p>It is listed and traded in again, with its positions, cash and history as they were put away.</p>
    </FormDialog>
  );
}
