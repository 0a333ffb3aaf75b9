"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { KeyCaps } from "../shortcuts/key-caps.tsx";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";

const PaletteDialog = lazy(async () => ({ default: (await import("./palette-dialog.tsx")).PaletteDialog }));

/** The header's search, which opens the palette; so do its keys. */
export function CommandPalette() {
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpened, setWasOpened] = useState(false);
  const show = (shows: boolean) => {
    setIsOpen(shows);
    if (shows) setWasOpened(true);
  };
  useShortcuts([
    {
      id: "palette.open",
      keys: "$mod+k",
      scope: "global",
      label: "Search markets, pages and actions",
      worksInInputs: true,
      run: () => show(!isOpen),
    },
    { id: "palette.search", keys: "/", scope: "global", label: "Search", run: () => show(true) },
  ]);
  return (
    <>
      <button
        type="button"
        aria-label="Search markets, pages and actions"
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K /"
        onClick={() => show(true)}
        className="flex h-(--ctl) items-center gap-2 rounded-md border border-line-strong bg-canvas px-2.5 text-[12px] text-fg-3 hover:text-fg max-lg:w-(--ctl) max-lg:justify-center max-lg:px-0 max-sm:border-transparent max-sm:bg-transparent lg:w-[260px]"
      >
        <Search size={14} aria-hidden="true" className="shrink-0" />
        <span className="truncate max-lg:hidden">Search markets, pages, actions</span>
        <span aria-hidden="true" className="ml-auto max-lg:hidden">
          <KeyCaps keys="$mod+k" />
        </span>
      </button>
      {wasOpened ? (
        <Suspense fallback={null}>
          <PaletteDialog isOpen={isOpen} onOpenChange={show} />
        </Suspense>
      ) : null}
    </>
  );
}
