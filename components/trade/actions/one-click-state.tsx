"use client";

import { Zap } from "lucide-react";
import { setOneClick, useOneClick } from "./one-click.ts";

/** Stands in the header of every page while a click sends an order; pressing it ends that. */
export function OneClickState() {
  if (!useOneClick()) return null;
  return (
    <button
      type="button"
      title="Prices send orders at once. Press to turn it off."
      className="inline-flex h-[24px] items-center gap-1 rounded-md border border-warn px-2 text-[11px] font-semibold whitespace-nowrap text-warn pointer-coarse:h-[44px]"
      onClick={() => setOneClick(false)}
    >
      <Zap size={12} aria-hidden="true" />
      One-click
    </button>
  );
}
