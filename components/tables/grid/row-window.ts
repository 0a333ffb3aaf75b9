/** Rows from `first` up to, not with, `end`. */
export type RowWindow = { readonly first: number; readonly end: number };

export const NO_ROWS: RowWindow = { first: 0, end: 0 };

type View = {
  /** How far it is scrolled and how tall it is, in pixels. */
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly overscan: number;
};

/** The rows that a view of this height shows, and `overscan` more at either edge; none where nothing is in view. */
export function windowOf({ top, height, rowHeight, overscan }: View): RowWindow {
  if (height <= 0) return NO_ROWS;
  return {
    first: Math.max(0, Math.floor(top / rowHeight) - overscan),
    end: Math.ceil((top + height) / rowHeight) + overscan,
  };
}
