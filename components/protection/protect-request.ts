import { useSyncExternalStore } from "react";

let wanted: string | null = null;
const listeners = new Set<() => void>();

/** Opens the question where a stop for what is uncovered of this instrument's position shall stand; null closes it. */
export function protect(instrumentId: string | null): void {
  wanted = instrumentId;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useProtectRequest = (): string | null =>
  useSyncExternalStore(
    subscribe,
    () => wanted,
    () => null,
  );
