"use client";

import { useLayoutEffect } from "react";
import { keptLook, wearLook } from "../preferences/look.ts";
import { DEFAULT_PREFERENCES } from "../preferences/preference-values.ts";

/** Puts the look on once more where the page is drawn anew in the browser: the script of the head does not run there. */
export function KeepTheme() {
  useLayoutEffect(() => wearLook(keptLook() ?? DEFAULT_PREFERENCES), []);
  return null;
}
