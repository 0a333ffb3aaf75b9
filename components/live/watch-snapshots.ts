import type { DeskStore } from "./desk-store.ts";
import type { PortfolioSnapshot } from "./portfolio-snapshot.ts";

type SnapshotWatcher = {
  /** Looks at each snapshot once, the first of which is history; whether there is something to tell. */
  readonly see: (snapshot: PortfolioSnapshot, isFirst: boolean) => boolean;
  /** Called a moment after that, once for all that was seen meanwhile. */
  readonly tell: () => void;
};

/** Follows the portfolio as it changes; what happens within `momentMs` is told together. Answers what ends it. */
export function watchSnapshots(
  store: Pick<DeskStore, "read" | "subscribe">,
  momentMs: number,
  { see, tell }: SnapshotWatcher,
): () => void {
  let seen: PortfolioSnapshot | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const tellAll = () => {
    timer = null;
    tell();
  };
  const look = () => {
    const { snapshot } = store.read();
    if (snapshot === null || snapshot === seen) return;
    const isFirst = seen === null;
    seen = snapshot;
    if (see(snapshot, isFirst)) timer ??= setTimeout(tellAll, momentMs);
  };
  look();
  const unsubscribe = store.subscribe(look);
  return () => {
    unsubscribe();
    if (timer !== null) clearTimeout(timer);
  };
}
