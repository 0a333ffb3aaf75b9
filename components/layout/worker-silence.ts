"use client";

import { useDeskState, useNow } from "../live/use-desk.tsx";

// The worker beats every second; two missed beats are no accident.
const SILENCE_MS_MAX = 2_500;
const NEWS_MS = 15_000;

export type WorkerPresence =
  | { readonly kind: "starting" | "running" | "silent" }
  /** A new worker has taken over a moment ago. */
  | { readonly kind: "replaced"; readonly at: number };

/** Whether the process that trades is heard, as this tab knows it. */
export function useWorkerPresence(): WorkerPresence {
  const heardAt = useDeskState((state) => state.workerHeardAt);
  const replacedAt = useDeskState((state) => state.workerReplacedAt);
  const now = useNow(500);
  if (heardAt === null || now === null) return { kind: "starting" };
  if (now - heardAt > SILENCE_MS_MAX) return { kind: "silent" };
  if (replacedAt !== null && now - replacedAt < NEWS_MS) return { kind: "replaced", at: replacedAt };
  return { kind: "running" };
}
