"use client";

import { useDeskState, useNow } from "../live/use-desk.tsx";

// The worker beats every second; three missed beats are no accident.
const SILENCE_MS_MAX = 3_500;

/** Whether the worker's heartbeat has stopped, or never came although the stream is open. */
export function useIsWorkerSilent(): boolean {
  const heardAt = useDeskState((state) => state.workerHeardAt);
  const now = useNow(500);
  return heardAt !== null && now !== null && now - heardAt > SILENCE_MS_MAX;
}
