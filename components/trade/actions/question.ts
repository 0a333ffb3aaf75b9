import { useSyncExternalStore } from "react";

/** Something that is asked before it is done, at the control that wants it. */
export type Question = {
  readonly id: string;
  readonly title: string;
  /** Everything that will happen, one sentence each. */
  readonly effects: readonly string[];
  readonly confirmLabel: string;
  /** The keys that ask and, pressed again, confirm; null when there are none. */
  readonly keys: string | null;
  /** Focus rests on what changes nothing, unless what is asked only lowers risk. */
  readonly isConfirmFocused?: boolean;
  readonly run: () => void;
};

type Asked = {
  readonly question: Question;
  readonly anchor: Element | null;
  /** What had the focus, and has it again afterwards. */
  readonly from: Element | null;
};

let asked: Asked | null = null;
const listeners = new Set<() => void>();

function show(next: Asked | null): void {
  asked = next;
  for (const listener of listeners) listener();
}

/** Asks beside whatever has the focus, or beside `anchor`. One question stands at a time. */
export function ask(question: Question, anchor: Element | null = document.activeElement): void {
  const isNowhere = anchor === null || anchor === document.body;
  show({ question, anchor: isNowhere ? null : anchor, from: asked?.from ?? document.activeElement });
}

/** What a shortcut does: asks, and confirms when the same question already stands. */
export function askOrConfirm(question: Question, anchor?: Element | null): void {
  if (asked?.question.id === question.id) confirm();
  else ask(question, anchor);
}

export function confirm(): void {
  const run = asked?.question.run;
  show(null);
  run?.();
}

export const dismiss = (): void => show(null);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useQuestion = (): Asked | null =>
  useSyncExternalStore(
    subscribe,
    () => asked,
    () => null,
  );
