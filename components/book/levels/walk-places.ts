import type { KeyboardEvent } from "react";

const STEPS: Readonly<Record<string, readonly [down: number, across: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

export const placeOf = (line: number, column: number): string => `${line},${column}`;

/** Arrow keys walk over the buttons of a grid by their `data-place`, `line,column`; a key held down presses none twice. */
export function walkPlaces(event: KeyboardEvent<HTMLElement>): void {
  if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
  const step = STEPS[event.key];
  const from = event.target instanceof HTMLElement ? event.target.getAttribute("data-place") : null;
  if (step === undefined || from === null) return;
  event.preventDefault();
  const [line = 0, column = 0] = from.split(",").map(Number);
  const to = placeOf(line + step[0], column + step[1]);
  event.currentTarget.querySelector<HTMLElement>(`[data-place="${to}"]`)?.focus();
}
