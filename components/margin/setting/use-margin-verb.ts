import { useRef, useState } from "react";
import { DeskUnreachable } from "../../access/desk-problem.ts";
import type { VerbAnswer } from "../../access/desk-verbs.ts";
import type { CommandAsk } from "../../live/send-command.ts";
import { useDesk } from "../../live/use-desk.tsx";
import { formatReason } from "../../ui/format-reason.ts";

type MarginVerb = {
  /** `wish` says all of it: the same one is never done twice. */
  readonly send: (wish: string, ask: CommandAsk) => void;
  readonly isSending: boolean;
  /** Why it was not done, or is not known to be. */
  readonly problem: string | null;
};

const UNCONFIRMED = "Unconfirmed: no answer has come yet. Asking again cannot act twice.";

/** Changes how something is margined, and says here what came of it: nothing else is done until it is known. */
export function useMarginVerb(onDone: () => void): MarginVerb {
  const { store } = useDesk();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // The same wish asks under the same key until its outcome is known.
  const asked = useRef<{ readonly wish: string; readonly key: string } | null>(null);
  const run = async (wish: string, ask: CommandAsk): Promise<void> => {
    const key = asked.current?.wish === wish ? asked.current.key : crypto.randomUUID();
    asked.current = { wish, key };
    setSending(true);
    const answer = await ask({ portfolioId: store.portfolioId, key }).catch((error: unknown): VerbAnswer | string => {
      if (error instanceof DeskUnreachable) return { kind: "pending" };
      return error instanceof Error ? error.message : String(error);
    });
    setSending(false);
    if (typeof answer !== "string" && answer.kind === "pending") return setProblem(UNCONFIRMED);
    asked.current = null;
    if (typeof answer === "string") return setProblem(answer);
    store.learnOutcome(key, answer);
    if (answer.kind === "refused") return setProblem(formatReason(answer.message));
    if (answer.kind === "expired") return setProblem("Not done: the worker did not take it in time. Try again.");
    setProblem(null);
    onDone();
  };
  return { send: (wish, ask) => void run(wish, ask), isSending, problem };
}
