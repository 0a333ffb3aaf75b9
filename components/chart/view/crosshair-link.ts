type Listener = (at: number | null) => void;

const listeners = new Map<string, Set<Listener>>();

/** Tells the other charts of the page where in time the pointer of this one is; null when it has left. */
export function tellCrosshair(slot: string, at: number | null): void {
  for (const [other, heard] of listeners) if (other !== slot) for (const listener of heard) listener(at);
}

/** Hears of the other charts' pointers until the returned function is called. */
export function hearCrosshair(slot: string, listener: Listener): () => void {
  const heard = listeners.get(slot) ?? new Set();
  listeners.set(slot, heard);
  heard.add(listener);
  return () => heard.delete(listener);
}
