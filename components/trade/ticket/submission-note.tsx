"use client";

import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { useDeskState } from "../../live/use-desk.tsx";
import { Button } from "../../ui/button.tsx";
import { formatReason } from "../../ui/format-reason.ts";
import { type Tone, tellOrder } from "../order-words.ts";
import type { Submission } from "./use-submission.ts";

const COLOURS: Record<Tone, string> = {
  good: "border-up/40 text-up",
  bad: "border-danger/40 text-danger",
  neutral: "border-line text-fg-2",
  waiting: "border-warn/40 text-warn",
};
const GLYPHS: Record<Tone, string> = { good: "✓", bad: "✕", neutral: "•", waiting: "…" };

type SubmissionNoteProps = {
  readonly instrument: Instrument;
  readonly submission: Submission;
  /** The order that this is about, once the ticket holds another one. */
  readonly earlier: string | null;
};

/** What became of the last order sent from this ticket, in plain words. */
export function SubmissionNote({ instrument, submission, earlier }: SubmissionNoteProps) {
  const orderId =
    submission.kind === "known" && submission.outcome.kind !== "expired" ? submission.outcome.orderIds[0] : undefined;
  const order = useDeskState((state) => state.snapshot?.orders.find((known) => known.id === orderId));
  const told = tell();
  return (
    <div role="status" data-testid="outcome">
      {told === null ? null : (
        <div className={`flex flex-col gap-1.5 rounded-md border px-2 py-1.5 text-[12px] ${COLOURS[told.tone]}`}>
          <p>
            <span aria-hidden="true">{GLYPHS[told.tone]} </span>
            {earlier === null ? null : <span className="text-fg-3">Earlier order, {earlier}: </span>}
            {told.text}
          </p>
          {submission.kind === "unconfirmed" ? (
            <Button size="row" onClick={submission.askAgain}>
              Send again now (never trades twice)
            </Button>
          ) : null}
        </div>
      )}
    </div>
  );

  function tell(): { tone: Tone; text: string } | null {
    switch (submission.kind) {
      case "armed":
        return null;
      case "sending":
        return { tone: "waiting", text: "Sending…" };
      case "unconfirmed":
        return { tone: "waiting", text: unconfirmed() };
      case "known":
        return tellOutcome(submission.outcome);
    }
  }

  function unconfirmed(): string {
    const why = navigator.onLine ? "no answer has come yet" : "this browser is offline";
    return `Unconfirmed: ${why}. If the order did not arrive, sending it again sends it now, at the price of now.`;
  }

  function tellOutcome(outcome: (Submission & { kind: "known" })["outcome"]): { tone: Tone; text: string } {
    switch (outcome.kind) {
      case "refused":
        return { tone: "bad", text: formatReason(outcome.message) };
      case "expired":
        return {
          tone: "bad",
          text: "Not sent: the worker did not take the order within five seconds. Nothing was traded.",
        };
      case "done":
        return order === undefined ? { tone: "good", text: "Accepted." } : tellOrder(instrument, order);
    }
  }
}
