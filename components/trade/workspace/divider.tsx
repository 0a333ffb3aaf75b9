"use client";

import { Separator } from "react-resizable-panels";

/** One pixel to the eye, wider to the hand; a double click puts the default back. */
export function Divider({ direction }: { readonly direction: "row" | "column" }) {
  return (
    <Separator
      aria-label={direction === "row" ? "Width of the panels beside it" : "Height of the panels beside it"}
      className={`relative z-10 bg-line-subtle outline-offset-0 transition-colors hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent data-[separator=hover]:bg-accent ${direction === "row" ? "w-px" : "h-px"}`}
    />
  );
}
