"use client";

import { type RefObject, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import { NO_ROWS, type RowWindow, windowOf } from "./row-window.ts";

type RowWindowInput = {
  readonly scrollRef: RefObject<HTMLElement | null>;
  readonly count: number;
  /** In pixels, the same for all rows. */
  readonly rowHeight: number;
  /** Rows beyond the edges that exist all the same. */
  readonly overscan: number;
  /** In pixels, what lies over the rows at the top and at the bottom. */
  readonly head: number;
  readonly foot?: number;
};

/** The rows that exist because they are in view or nearly, and the way to bring another one into view. */
export function useRowWindow({ scrollRef, count, rowHeight, overscan, head, foot = 0 }: RowWindowInput) {
  const [known, setKnown] = useState<RowWindow>(NO_ROWS);
  useLayoutEffect(() => {
    const box = scrollRef.current;
    if (box === null) return;
    const read = () => {
      const next = windowOf({ top: box.scrollTop, height: box.clientHeight, rowHeight, overscan });
      setKnown((before) => (before.first === next.first && before.end === next.end ? before : next));
    };
    // At once: a row that comes a frame later is a white gap to the eye.
    const readNow = () => flushSync(read);
    read();
    box.addEventListener("scroll", readNow, { passive: true });
    const sizes = new ResizeObserver(read);
    sizes.observe(box);
    return () => {
      box.removeEventListener("scroll", readNow);
      sizes.disconnect();
    };
  }, [scrollRef, rowHeight, overscan]);
  const end = Math.min(count, known.end);
  const first = Math.min(known.first, end);
  return {
    /** Row numbers, from the first that exists to the last. */
    indices: Array.from({ length: end - first }, (_, place) => first + place),
    /** In pixels, of all rows. */
    height: count * rowHeight,
    scrollTo: (index: number) => {
      const box = scrollRef.current;
      if (box === null) return;
      const top = index * rowHeight;
      const room = box.clientHeight - head - foot - rowHeight;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top > box.scrollTop + room) box.scrollTop = top - room;
    },
  };
}
