"use client";

import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { FormDialog } from "../form-dialog.tsx";
import { type OwnPortfolio, portfoliosClient } from "../portfolios-client.ts";

type RenameDialogProps = { readonly portfolio: OwnPortfolio; readonly onDone: () => void };

export function RenameDialog({ portfolio, onDone }: RenameDialogProps) {
  return (
    <FormDialog
      title={`Rename “${portfolio.name}”`}
      submit="Rename"
      trigger={<Button size="row">Rename</Button>}
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
        await portfoliosClient.rename(portfolio.portfolioId, String(form.get("name")).trim());
        onDone();
      }}
    />
  );
}
