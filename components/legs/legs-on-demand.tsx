"use client";

import dynamic from "next/dynamic";

/** Loaded when somebody wants to change both legs. */
export const LegsDialogOnDemand = dynamic(() => import("./legs-dialog.tsx").then((dialog) => dialog.LegsDialog), {
  ssr: false,
});
