"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import type { Watching } from "./use-watch-rows.ts";
import { WatchlistPanel } from "./watchlist-panel.tsx";

type WatchlistDrawerProps = {
  readonly watching: Watching;
  readonly currentId: string;
  readonly onClose: () => void;
};

/** Lies over the left of the terminal and leaves the rest to be used; Escape closes it. */
export function WatchlistDrawer({ watching, currentId, onClose }: WatchlistDrawerProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => ref.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <aside
      ref={ref}
      aria-label="Watchlist"
      tabIndex={-1}
      className="absolute inset-y-0 left-0 z-30 flex w-[min(320px,100%)] flex-col border-r border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)] outline-none"
      onKeyDown={onKeyDown}
    >
      <div className="flex h-(--head) shrink-0 items-center border-b border-line-subtle pl-(--pad)">
        <h2 className="text-[12px] font-semibold">Watchlist</h2>
        <button
          type="button"
          aria-label="Close the watchlist"
          className="ml-auto grid size-[28px] place-items-center text-fg-3 hover:text-fg pointer-coarse:size-[44px]"
          onClick={onClose}
        >
          <X size={14} aria-hidden="true" />
        </button>
      </div>
      <WatchlistPanel watching={watching} currentId={currentId} />
    </aside>
  );
}
