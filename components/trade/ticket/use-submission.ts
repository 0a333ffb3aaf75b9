"use client";

import { useEffect, useRef, useState } from "react";
import { DeskUnreachable } from "../../access/desk-problem.ts";
import type { GroupRequest, OrderRequest } from "../../access/desk-verbs.ts";
import type { CommandOutcome } from "../../live/desk-change.ts";
import { useDesk, useDeskState } from "../../live/use-desk.tsx";

export type Submission =
  | { readonly kind: "armed" }
  | { readonly kind: "sending" }
  /** Nobody knows yet; asking again under the same key cannot trade twice. */
  | { readonly kind: "unconfirmed"; readonly askAgain: () => void }
  | { readonly kind: "known"; readonly outcome: CommandOutcome };

type Sent = { readonly request: OrderRequest | GroupRequest; readonly isAnswerMissing: boolean };

type Unaddressed<Request> = Omit<Request, "portfolioId" | "key">;

/** One order, or one group of orders, under one key: the key is made when the ticket is armed and renewed only after the outcome is known. */
export function useSubmission(): {
  readonly submission: Submission;
  readonly send: (order: Unaddressed<OrderRequest> | Unaddressed<GroupRequest>) => void;
} {
  const { store, verbs } = useDesk();
  const key = useRef<string | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const outcome = useDeskState((state) => (sent === null ? undefined : state.outcomes[sent.request.key]));
  useEffect(() => {
    if (key.current === null || outcome !== undefined) key.current = crypto.randomUUID();
  }, [outcome]);

  const ask = async (request: OrderRequest | GroupRequest) => {
    setSent({ request, isAnswerMissing: false });
    try {
      const answer = await ("legs" in request ? verbs.placeGroup(request) : verbs.placeOrder(request));
      if (answer.kind === "pending") setSent({ request, isAnswerMissing: true });
      else store.learnOutcome(request.key, answer);
    } catch (error) {
      if (error instanceof DeskUnreachable) return setSent({ request, isAnswerMissing: true });
      const message = error instanceof Error ? error.message : String(error);
      store.learnOutcome(request.key, { kind: "refused", code: "refused", message, facts: {}, orderIds: [] });
    }
  };

  const send = (order: Unaddressed<OrderRequest> | Unaddressed<GroupRequest>) => {
    if (key.current === null || key.current === sent?.request.key) return; // Still under way.
    void ask({ ...order, portfolioId: store.portfolioId, key: key.current });
  };

  if (sent === null) return { submission: { kind: "armed" }, send };
  if (outcome !== undefined) return { submission: { kind: "known", outcome }, send };
  if (sent.isAnswerMissing) {
    return { submission: { kind: "unconfirmed", askAgain: () => void ask(sent.request) }, send };
  }
  return { submission: { kind: "sending" }, send };
}
