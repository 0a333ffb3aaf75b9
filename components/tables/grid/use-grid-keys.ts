"use client";

import { type KeyboardEvent, type MouseEvent, type RefObject, useLayoutEffect, useRef, useState } from "react";

type GridKeysInput = {
  readonly scrollRef: RefObject<HTMLElement | null>;
  /** Ids of the rows as they stand; null where one has gone. */
  readonly ids: readonly (string | null)[];
  readonly pageRows: () => number;
  readonly scrollTo: (index: number) => void;
  readonly onOpen: (id: string) => void;
  readonly onToggle: ((id: string) => void) | null;
  readonly onExport: () => void;
};

const isControl = (target: EventTarget): boolean =>
  target instanceof Element &&
  target.closest("a, button, input, select, textarea, [role=menu], [role=dialog]") !== null;

/** One row of the grid takes the focus; the arrows move it, Space chooses, Enter opens, E exports. */
export function useGridKeys(input: GridKeysInput) {
  const { scrollRef, ids, pageRows, scrollTo, onOpen, onToggle, onExport } = input;
  const [activeId, setActiveId] = useState<string | null>(null);
  const wantsFocus = useRef(false);
  const known = activeId === null ? -1 : ids.indexOf(activeId);
  const active = known >= 0 ? known : ids.findIndex((id) => id !== null);
  // The row may come into being only with the scrolling.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const row = scrollRef.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    if (row === null || row === undefined) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });

  const go = (wanted: number, direction: 1 | -1) => {
    let index = Math.min(ids.length - 1, Math.max(0, wanted));
    while (ids[index] === null && ids[index + direction] !== undefined) index += direction;
    const id = ids[index];
    if (id === null || id === undefined) return;
    wantsFocus.current = true;
    setActiveId(id);
    scrollTo(index);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && event.target instanceof HTMLElement && event.target.matches("input")) {
      event.target.closest<HTMLElement>("[data-row]")?.focus();
      return;
    }
    if (isControl(event.target)) return;
    const steps: Record<string, number> = {
      ArrowDown: 1,
      j: 1,
      ArrowUp: -1,
      k: -1,
      PageDown: pageRows(),
      PageUp: -pageRows(),
      Home: -ids.length,
      End: ids.length,
    };
    const step = steps[event.key];
    const id = ids[active];
    if (step !== undefined) go(active + step, step > 0 ? 1 : -1);
    else if (event.repeat) return;
    else if (event.key === "e") onExport();
    else if (id === null || id === undefined) return;
    else if (event.key === "Enter") onOpen(id);
    else if (event.key === " " && onToggle !== null) onToggle(id);
    else return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element)) return;
    const id = event.target.closest("[data-row]")?.getAttribute("data-row") ?? null;
    if (id === null) return;
    setActiveId(id);
    if (!isControl(event.target) && window.getSelection()?.isCollapsed !== false) onOpen(id);
  };

  return { active, onKeyDown, onClick };
}
