"use client";

import { useState } from "react";
import { DeskUnreachable } from "../access/desk-problem.ts";
import type { VerbAnswer } from "../access/desk-verbs.ts";
import { useNotices } from "../layout/notices.tsx";
import { useDesk } from "./use-desk.tsx";

/** Sends one command under a key of its own; what it could not do is said in a notice. */
export function useCommand(): {
  readonly isWaiting: boolean;
  readonly send: (ask: (request: { portfolioId: string; key: string }) => Promise<VerbAnswer>) => void;
} {
  const { store } = useDesk();
  const say = useNotices();
  const [isWaiting, setIsWaiting] = useState(false);
  const send = async (ask: (request: { portfolioId: string; key: string }) => Promise<VerbAnswer>) => {
    if (isWaiting) return;
    setIsWaiting(true);
    const key = crypto.randomUUID();
    try {
      const answer = await ask({ portfolioId: store.portfolioId, key });
      if (answer.kind === "pending")
        say("Unconfirmed — the worker has not answered yet. It acts as soon as it is back.");
      else store.learnOutcome(key, answer);
      if (answer.kind === "refused") say(answer.message);
      if (answer.kind === "expired") say("Not done: the worker did not take it in time. Nothing changed.");
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      say(
        error instanceof DeskUnreachable
          ? "Unconfirmed — the desk could not be reached. Look at the tables, then try again."
          : what,
      );
    } finally {
      setIsWaiting(false);
    }
  };
  return { isWaiting, send: (ask) => void send(ask) };
}
