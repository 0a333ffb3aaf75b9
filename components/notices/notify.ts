export type Notice = {
  readonly kind: "info" | "success" | "warn" | "error" | "critical";
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** A notice of the same id replaces the one on screen. */
  readonly id?: string;
};

const listeners = new Set<(sentence: string) => void>();

let waiting: readonly Notice[] = [];
let show: ((notice: Notice) => void) | null = null;
let wake: (() => void) | null = null;

/** Shows a sentence in the corner. Refusals and what is critical interrupt a screen reader; the rest waits its turn. */
export function notify(notice: Notice): void {
  const { kind, title, detail } = notice;
  if (show === null) {
    waiting = [...waiting, notice];
    wake?.();
  } else show(notice);
  if (kind !== "error" && kind !== "critical") return;
  for (const listener of listeners) listener(detail === undefined ? title : `${title} ${detail}`);
}

/** Hears what must be read out at once. */
export function onAlert(listener: (sentence: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Hears that notices wait for a corner to stand in; at once when some already do. */
export function onWaiting(listener: () => void): () => void {
  wake = listener;
  if (waiting.length > 0) listener();
  return () => {
    wake = null;
  };
}

/** The corner is there: it gets what waited and all that comes. */
export function takeNotices(shower: (notice: Notice) => void): () => void {
  show = shower;
  for (const notice of waiting) shower(notice);
  waiting = [];
  return () => {
    show = null;
  };
}
