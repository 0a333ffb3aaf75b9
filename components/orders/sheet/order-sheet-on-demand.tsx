"use client";

import dynamic from "next/dynamic";

/** The sheet of an order for pages that open without it. */
export const OrderSheetOnDemand = dynamic(() => import("./order-sheet.tsx").then((sheet) => sheet.OrderSheet), {
  ssr: false,
});
