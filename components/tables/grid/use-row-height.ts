"use client";

import { type RefObject, useEffect, useState } from "react";
import type { TableLayout } from "../model/table-layout.ts";

const HEIGHTS = { dense: 24, comfortable: 32 } as const;
const PHONE_BELOW_PX = 640;

export type GridSize = { readonly rowHeight: number; readonly isNarrow: boolean };

/** The height of a row for this pointer and density, and whether there is room for more than the key columns. */
export function useGridSize(ref: RefObject<HTMLElement | null>, density: TableLayout["density"]): GridSize {
  const [size, setSize] = useState<GridSize>({ rowHeight: HEIGHTS.dense, isNarrow: false });
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const pointer = matchMedia("(pointer: coarse)");
    const read = () => {
      const desk = Number.parseFloat(getComputedStyle(element).getPropertyValue("--row")) || HEIGHTS.dense;
      const isNarrow = element.clientWidth > 0 && element.clientWidth < PHONE_BELOW_PX;
      const own = density === "desk" || pointer.matches ? desk : HEIGHTS[density];
      const rowHeight = isNarrow ? Math.max(own, 36) : own;
      setSize((known) =>
        known.rowHeight === rowHeight && known.isNarrow === isNarrow ? known : { rowHeight, isNarrow },
      );
    };
    read();
    pointer.addEventListener("change", read);
    const sizes = new ResizeObserver(read);
    sizes.observe(element);
    // The desk's own density changes without changing the size of this element.
    const attributes = new MutationObserver(read);
    attributes.observe(document.documentElement, { attributes: true, attributeFilter: ["data-density"] });
    return () => {
      pointer.removeEventListener("change", read);
      sizes.disconnect();
      attributes.disconnect();
    };
  }, [ref, density]);
  return size;
}
