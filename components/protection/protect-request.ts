import { useSyncExternalStore } from "react";

let wanted: string | null = null;
const listeners = new Set<() => void>();

/** Opens the question where a stop for what is uncovered of this position, by its key, shall stand; null closes it. */
export function protect(positionId: string | null): void {
  wanted = positionId;
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
