"use client";

import { useDeskState, useNow } from "../live/use-desk.tsx";

// The worker beats every second; two missed beats are no accident.
const SILENCE_MS_MAX = 2_500;
const NEWS_MS = 15_000;

export type WorkerPresence =
  /** Unreached: the desk itself is not, so nobody here knows. */
  | { readonly kind: "starting" | "running" | "silent" | "unreached" }
  /** A new worker has taken over a moment ago. */
  | { readonly kind: "replaced"; readonly at: number };

/** Whether the stream from the desk has broken off and is being opened again. */
export const useIsDeskLost = (): boolean =>
  useDeskState(({ connection }) => connection.state === "retrying" && connection.retryAt !== null);

/** Whether the process that trades is heard, as this tab knows it. */
export function useWorkerPresence(): WorkerPresence {
  const heardAt = useDeskState((state) => state.workerHeardAt);
  const replacedAt = useDeskState((state) => state.workerReplacedAt);
  const now = useNow(500);
  const isGone = useDeskState((state) => state.lost.worker);
  if (useIsDeskLost()) return { kind: "unreached" };
  if (heardAt === null || now === null) return { kind: "starting" };
  if (isGone || now - heardAt > SILENCE_MS_MAX) return { kind: "silent" };
  if (replacedAt !== null && now - replacedAt < NEWS_MS) return { kind: "replaced", at: replacedAt };
  return { kind: "running" };
}
