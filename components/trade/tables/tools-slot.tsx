"use client";

import { createContext, type ReactNode, useContext } from "react";
import { createPortal } from "react-dom";

const ToolsSlotContext = createContext<HTMLElement | null>(null);

export const ToolsSlotProvider = ToolsSlotContext.Provider;

/** Puts a table's tools beside the tabs, where there is one row for both. */
export function ToolsInSlot({ children }: { readonly children: ReactNode }) {
  const slot = useContext(ToolsSlotContext);
  return slot === null ? null : createPortal(children, slot);
}
