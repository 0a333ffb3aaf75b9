import { DeskUnreachable } from "../access/desk-problem.ts";
import type { VerbAnswer } from "../access/desk-verbs.ts";
import { notify } from "../notices/notify.ts";
import { formatReason } from "../ui/format-reason.ts";
import type { DeskStore } from "./desk-store.ts";

export type CommandAsk = (request: { portfolioId: string; key: string }) => Promise<VerbAnswer>;

/** Sends one command under a key of its own; what it could not do is said in a notice. Asking again cannot act twice. */
export async function sendCommand(store: DeskStore, ask: CommandAsk, key: string = crypto.randomUUID()): Promise<void> {
  const action = { label: "Ask again (cannot act twice)", run: () => void sendCommand(store, ask, key) };
  try {
    const answer = await ask({ portfolioId: store.portfolioId, key });
    if (answer.kind === "pending") {
      const detail = "The worker has not answered yet. It acts as soon as it is back.";
      notify({ kind: "warn", title: "Unconfirmed", detail, action });
    } else store.learnOutcome(key, answer);
    if (answer.kind === "refused") notify({ kind: "error", title: formatReason(answer.message) });
    if (answer.kind === "expired") {
      notify({ kind: "error", title: "Not done: the worker did not take it in time. Nothing changed." });
    }
  } catch (error) {
    if (error instanceof DeskUnreachable) {
      const detail = "The desk could not be reached. Look at the tables, or ask again.";
      notify({ kind: "warn", title: "Unconfirmed", detail, action });
    } else notify({ kind: "error", title: error instanceof Error ? error.message : String(error) });
  }
}
