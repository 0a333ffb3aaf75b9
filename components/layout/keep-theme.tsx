"use client";

import { useLayoutEffect } from "react";
import { wantedTheme } from "./theme.ts";

/** Puts the theme on once more where the page is drawn anew in the browser: the script of the head does not run there. */
export function KeepTheme() {
  useLayoutEffect(() => {
    document.documentElement.setAttribute("data-theme", wantedTheme());
  }, []);
  return null;
}
