import { useRef, useState } from "react";
import type { MarginSetting } from "../../../server/domain/margin/margin-account.ts";
import { DeskUnreachable } from "../../access/desk-problem.ts";
import type { VerbAnswer } from "../../access/desk-verbs.ts";
import { useDesk } from "../../live/use-desk.tsx";

type SetMargin = {
  readonly send: (instrumentId: string, setting: MarginSetting) => void;
  readonly isSending: boolean;
  /** Why it was not set, or is not known to be. */
  readonly problem: string | null;
};

const UNCONFIRMED = "Unconfirmed: no answer has come yet. Setting it again cannot act twice.";

/** Sets leverage and mode, and says here what came of it: nothing else is done until it is known. */
export function useSetMargin(onDone: () => void): SetMargin {
  const { store, verbs } = useDesk();
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  // The same wish asks under the same key until its outcome is known.
  const asked = useRef<{ readonly wish: string; readonly key: string } | null>(null);
  const ask = async (instrumentId: string, setting: MarginSetting): Promise<void> => {
    const wish = `${instrumentId} ${setting.leverage} ${setting.mode}`;
    const key = asked.current?.wish === wish ? asked.current.key : crypto.randomUUID();
    asked.current = { wish, key };
    setSending(true);
    const answer = await verbs
      .setMargin({ portfolioId: store.portfolioId, key, instrumentId, ...setting })
      .catch((error: unknown): VerbAnswer | string => {
        if (error instanceof DeskUnreachable) return { kind: "pending" };
        return error instanceof Error ? error.message : String(error);
      });
    setSending(false);
    if (typeof answer !== "string" && answer.kind === "pending") return setProblem(UNCONFIRMED);
    asked.current = null;
    if (typeof answer === "string") return setProblem(answer);
    store.learnOutcome(key, answer);
    if (answer.kind === "refused") return setProblem(answer.message);
    if (answer.kind === "expired") return setProblem("Not set: the worker did not take it in time. Try again.");
    onDone();
  };
  return { send: (instrumentId, setting) => void ask(instrumentId, setting), isSending, problem };
}
