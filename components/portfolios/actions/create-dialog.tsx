"use client";

import { Plus } from "lucide-react";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { FormDialog } from "../form-dialog.tsx";
import { plainAmount } from "../plain-amount.ts";
import { portfoliosClient } from "../portfolios-client.ts";

/** A new paper portfolio with a balance of its own. */
export function CreateDialog({ onDone }: { readonly onDone: () => void }) {
  return (
    <FormDialog
      title="New paper portfolio"
      submit="Open portfolio"
      trigger={
        <Button tone="accent">
          <Plus size={14} aria-hidden="true" />
          New portfolio
        </Button>
      }
      fields={
        <>
          <TextField label="Name" name="name" required maxLength={60} autoComplete="off" autoFocus />
          <TextField
            label="Opening balance, USDT"
            name="balance"
            required
            inputMode="decimal"
            autoComplete="off"
            defaultValue="100000"
            hint="Paper money: as much as you want to practise with."
          />
        </>
      }
      onSubmit={async (form) => {
        await portfoliosClient.create({
          name: String(form.get("name")).trim(),
          openingBalance: plainAmount(String(form.get("balance"))),
        });
        onDone();
      }}
    >
      <p>It trades on the feed that the desk plays now, apart from your other portfolios.</p>
    </FormDialog>
  );
}
