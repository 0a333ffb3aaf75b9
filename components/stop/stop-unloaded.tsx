"use client";

import { useEffect } from "react";
import { notify } from "../notices/notify.ts";
import type { StopDialogProps } from "./stop-dialog.tsx";

/** The page has lost its desk before the dialog could be fetched: there is another way. */
export function StopDialog({ isOpen, onOpenChange }: StopDialogProps) {
  useEffect(() => {
    if (!isOpen) return;
    const detail = "On the desk's machine, `tradewind stop --everything` stops all trading without it.";
    notify({ kind: "critical", title: "The stop dialog could not be loaded from the desk.", detail });
    onOpenChange(false);
  }, [isOpen, onOpenChange]);
  return null;
}
