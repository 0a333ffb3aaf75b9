"use client";

import { useState } from "react";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { FormDialog } from "../form-dialog.tsx";
import { type OwnPortfolio, portfoliosClient, Refusal } from "../portfolios-client.ts";

type EndDialogProps = {
  readonly portfolio: OwnPortfolio;
  /** With the fresh portfolio after a reset, null after archiving. */
  readonly onDone: (freshId: string | null) => void;
};

const WORDS = { reset: "RESET", archive: "ARCHIVE" } as const;

/** Begins a portfolio anew, or ends it; either is confirmed by typing the word. */
export function EndDialog({ portfolio, kind, onDone }: EndDialogProps & { readonly kind: "reset" | "archive" }) {
  const { portfolioId, name } = portfolio;
  const [typed, setTyped] = useState("");
  const word = WORDS[kind];
  const isReset = kind === "reset";
  return (
    <FormDialog
      title={isReset ? `Reset “${name}”` : `Archive “${name}”`}
      submit={isReset ? "Reset portfolio" : "Archive portfolio"}
      isDanger
      trigger={
        <Button size="row" tone="danger" onClick={() => setTyped("")}>
          {isReset ? "Reset…" : "Archive…"}
        </Button>
      }
      fields={
        <TextField
          label={`Type ${word} to confirm`}
          name="word"
          required
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      }
      onSubmit={async () => {
        if (typed !== word) throw new Refusal("not-confirmed", `Type ${word} in capitals to confirm.`);
        if (!isReset) {
          await portfoliosClient.archive(portfolioId);
          return onDone(null);
        }
        const { portfolioId: freshId } = await portfoliosClient.reset(portfolioId);
        onDone(freshId);
      }}
      remedy={(error, retry) =>
        error instanceof Refusal && error.code === "orders-working" ? (
          <CancelAll portfolioId={portfolioId} onDone={retry} />
        ) : null
      }
    >
      {isReset ? (
        <p>
          A fresh portfolio opens under the same name, with the same members and opening balance. The old one ends: its
          positions stay as they are, its history is kept under its name and today's date.
        </p>
      ) : (
        <p>Nobody can trade in it until it is restored, and it is listed only here. Its history is kept.</p>
      )}
    </FormDialog>
  );
}

function CancelAll({ portfolioId, onDone }: { readonly portfolioId: string; readonly onDone: () => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const cancel = async () => {
    setIsBusy(true);
    try {
      await portfoliosClient.cancelAll(portfolioId);
      onDone();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <>
      <Button disabled={isBusy} onClick={() => void cancel()}>
        Cancel all orders
      </Button>
      {problem === null ? null : <p>{problem}</p>}
    </>
  );
}
