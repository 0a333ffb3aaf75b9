"use client";

import { Fragment } from "react";
import { keyCaps } from "./key-text.ts";
import { useIsApple } from "./use-is-apple.ts";

/** Keys as they stand on a keyboard; presses one after the other are set apart. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  const isApple = useIsApple();
  return (
    <kbd className="inline-flex items-center gap-1 font-sans">
      {keyCaps(keys, isApple).map((caps, press) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a sequence may press the same key twice.
        <Fragment key={press}>
          {press === 0 ? null : <span className="text-[10px] text-fg-3">then</span>}
          {caps.map((cap) => (
            <span
              key={cap}
              className="inline-grid min-w-[18px] place-items-center rounded-xs border border-line bg-hover px-1 text-[10px] leading-[16px] font-medium text-fg-2"
            >
              {cap}
            </span>
          ))}
        </Fragment>
      ))}
    </kbd>
  );
}
