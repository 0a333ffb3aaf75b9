import type { TableColumn } from "../model/table-column.ts";
import type { TableLayout } from "../model/table-layout.ts";

export const SELECT_PX = 30;
/** Where one more pixel goes when there is room: to the columns that nobody has sized. */
const share = (width: number) => `minmax(${width}px,${width}fr)`;

export type Geometry = {
  readonly template: string;
  /** Below this the grid scrolls sideways. */
  readonly widthMin: number;
};

/** Fixed widths, so that no number moves another; what is left over is shared out. On a narrow screen nothing scrolls sideways. */
export function gridGeometry<Row>(
  columns: readonly TableColumn<Row>[],
  { widths }: TableLayout,
  { isSelectable, isNarrow }: { readonly isSelectable: boolean; readonly isNarrow: boolean },
): Geometry {
  const select = isSelectable ? [`${SELECT_PX}px`] : [];
  if (isNarrow) {
    const parts = columns.map(({ width }) => `minmax(0,${width}fr)`);
    return { template: [...select, ...parts].join(" "), widthMin: 0 };
  }
  const parts = columns.map(({ id, width, kind }) => {
    const own = widths[id];
    if (own !== undefined) return `${own}px`;
    return kind === "actions" ? `${width}px` : share(width);
  });
  const isAllSized = columns.every(({ id, kind }) => widths[id] !== undefined || kind === "actions");
  const widthMin = columns.reduce((sum, { id, width }) => sum + (widths[id] ?? width), isSelectable ? SELECT_PX : 0);
  return { template: [...select, ...parts, ...(isAllSized ? ["minmax(0,1fr)"] : [])].join(" "), widthMin };
}
