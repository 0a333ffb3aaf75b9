"use client";

import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useShortcuts } from "../../shortcuts/use-shortcuts.ts";
import { GridFocusContext } from "./grid-focus.ts";
import type { RowKey } from "./table-keys.ts";

type GridKeysInput = {
  readonly scrollRef: RefObject<HTMLElement | null>;
  /** Ids of the rows as they stand; null where one has gone. */
  readonly ids: readonly (string | null)[];
  readonly pageRows: () => number;
  readonly scrollTo: (index: number) => void;
  readonly onOpen: (id: string) => void;
  /** True when the key was meant for the row. */
  readonly onKey: (event: KeyboardEvent, id: string) => boolean;
  readonly onToggle: ((id: string) => void) | null;
  readonly onExport: () => void;
  /** What else a key does with a row. */
  readonly rowKeys: readonly RowKey<string>[];
};

const isControl = (target: EventTarget): boolean =>
  target instanceof Element &&
  target.closest("a, button, input, select, textarea, [role=menu], [role=dialog]") !== null;

/** One row of the grid takes the focus; the arrows move it, Space chooses, Enter opens, E exports. */
export function useGridKeys(input: GridKeysInput) {
  const { scrollRef, ids, pageRows, scrollTo, onOpen, onKey, onToggle, onExport, rowKeys } = input;
  const [activeId, setActiveId] = useState<string | null>(null);
  const [isFocused, setIsFocused] = useState(false);
  const wantsFocus = useRef(false);
  const lastIndex = useRef(0);
  const known = activeId === null ? -1 : ids.indexOf(activeId);
  const active = known >= 0 ? known : nearestRow(ids, lastIndex.current);
  const rowAt = (index: number) => scrollRef.current?.querySelector<HTMLElement>(`[data-index="${index}"]`) ?? null;
  useLayoutEffect(() => {
    // Whose row is gone goes on at the one that took its place.
    if (isFocused && known < 0 && activeId !== null && document.activeElement === document.body) {
      wantsFocus.current = true;
    }
    if (known >= 0) lastIndex.current = known;
    if (!wantsFocus.current) return;
    // The row may come into being only with the scrolling.
    const row = rowAt(active);
    if (row === null) return;
    wantsFocus.current = false;
    if (!row.contains(document.activeElement)) row.focus({ preventScroll: true });
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
  const call = useContext(GridFocusContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each call is answered once.
  useEffect(() => {
    if (call === null) return;
    const named = call.id === null ? -1 : ids.indexOf(call.id);
    if (ids.length === 0) scrollRef.current?.focus({ preventScroll: true });
    else go(named >= 0 ? named : active, 1);
    call.taken();
  }, [call]);

  const withRow = (event: Event, run: (id: string) => void) => {
    const id = ids[active];
    const isOnRow = event.target instanceof Element && event.target.closest("[data-row]") !== null;
    if (isOnRow && id !== null && id !== undefined) run(id);
  };
  useShortcuts(
    isFocused
      ? [
          { id: "table.down", keys: "j", scope: "table", label: "Next row", run: () => go(active + 1, 1) },
          { id: "table.up", keys: "k", scope: "table", label: "Row before", run: () => go(active - 1, -1) },
          { id: "table.export", keys: "e", scope: "table", label: "Export the rows as CSV", run: onExport },
          ...rowKeys.map((key) => ({ ...key, run: (event: KeyboardEvent["nativeEvent"]) => withRow(event, key.run) })),
        ]
      : [],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const pressed = ids[active];
    if (!isControl(event.target) && typeof pressed === "string" && onKey(event, pressed)) return event.preventDefault();
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Escape" && event.target instanceof HTMLElement && event.target.matches("input")) {
      event.target.closest<HTMLElement>("[data-row]")?.focus();
      return;
    }
    if (isControl(event.target)) return;
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: pageRows(),
      PageUp: -pageRows(),
      Home: -ids.length,
      End: ids.length,
    };
    const step = steps[event.key];
    const id = ids[active];
    if (step !== undefined) go(active + step, step > 0 ? 1 : -1);
    else if (event.repeat || id === null || id === undefined) return;
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

  const onFocus = (event: FocusEvent) => {
    setIsFocused(true);
    const id = event.target.closest("[data-row]")?.getAttribute("data-row") ?? null;
    if (id !== null) setActiveId(id);
  };
  const onBlur = (event: FocusEvent) => {
    if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setIsFocused(false);
  };

  return { active, onKeyDown, onClick, onFocus, onBlur };
}

/** The row at this place, or the nearest one that is still there; −1 without any. */
function nearestRow(ids: readonly (string | null)[], wanted: number): number {
  const start = Math.min(wanted, ids.length - 1);
  for (let index = start; index >= 0; index -= 1) if (ids[index] !== null) return index;
  return ids.findIndex((id) => id !== null);
}
