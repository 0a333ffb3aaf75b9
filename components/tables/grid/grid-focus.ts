import { createContext } from "react";

/** Brings the keyboard into the table below: to the row of this id, or to the one that had it last. */
export type GridFocus = { readonly id: string | null; readonly taken: () => void };

export const GridFocusContext = createContext<GridFocus | null>(null);
