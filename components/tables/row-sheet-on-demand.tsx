"use client";

import dynamic from "next/dynamic";

/** Nobody needs it before a row is opened. */
export const RowSheet = dynamic(() => import("./row-sheet.tsx").then((part) => part.RowSheet), {
  ssr: false,
}) as typeof import("./row-sheet.tsx").RowSheet;
