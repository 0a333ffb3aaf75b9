import { createElement } from "react";
import { toast } from "sonner";
import { NoticeCard } from "./notice-card.tsx";

export type Notice = {
  readonly kind: "info" | "success" | "warn" | "error" | "critical";
  readonly title: string;
  readonly detail?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** A notice of the same id replaces the one on screen. */
  readonly id?: string;
};

const SHOWN_MS = { info: 5_000, success: 5_000, warn: 10_000, error: 20_000, critical: Number.POSITIVE_INFINITY };

const listeners = new Set<(sentence: string) => void>();

/** Shows a sentence in the corner. Refusals and what is critical interrupt a screen reader; the rest waits its turn. */
export function notify(notice: Notice): void {
  const { kind, title, detail, id } = notice;
  toast.custom((shown) => createElement(NoticeCard, { notice, onDismiss: () => toast.dismiss(shown) }), {
    duration: SHOWN_MS[kind],
    ...(id === undefined ? {} : { id }),
  });
  if (kind !== "error" && kind !== "critical") return;
  for (const listener of listeners) listener(detail === undefined ? title : `${title} ${detail}`);
}

/** Hears what must be read out at once. */
export function onAlert(listener: (sentence: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
