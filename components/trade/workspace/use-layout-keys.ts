"use client";

import { useEffect, useRef } from "react";
import { useCommands } from "../../palette/use-commands.ts";
import { useShortcuts } from "../../shortcuts/use-shortcuts.ts";
import { useOpenMarket } from "../market/open-market.ts";
import { neighbourOf, type WatchRow } from "../watchlist/use-watch-rows.ts";
import { PRESET_NAMES, PRESETS } from "./layout/preset-trees.ts";
import { useWorkspace } from "./layout/workspace-context.tsx";
import type { NamedWorkspaces } from "./saved/use-workspaces.ts";

type LayoutKeys = {
  readonly instrumentId: string;
  readonly rows: readonly WatchRow[];
  readonly named: NamedWorkspaces;
  readonly toggleWatchlist: () => void;
  readonly manage: () => void;
};

const WORKSPACES = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The slot that the pointer or the focus was in last. */
function useLastSlot() {
  const slot = useRef<string | null>(null);
  useEffect(() => {
    const note = (event: Event) => {
      const found = event.target instanceof Element ? event.target.closest("[data-slot]") : null;
      if (found !== null) slot.current = found.getAttribute("data-slot");
    };
    document.addEventListener("pointerover", note, { passive: true });
    document.addEventListener("focusin", note);
    return () => {
      document.removeEventListener("pointerover", note);
      document.removeEventListener("focusin", note);
    };
  }, []);
  return slot;
}

/** The keys and the palette's commands that move markets and panels. */
export function useLayoutKeys({ instrumentId, rows, named, toggleWatchlist, manage }: LayoutKeys): void {
  const { choosePreset, maximised, maximise, reset, tier } = useWorkspace();
  const open = useOpenMarket();
  const lastSlot = useLastSlot();
  const step = (places: 1 | -1) => {
    const next = neighbourOf(rows, instrumentId, places);
    if (next !== null) open(next);
  };
  const toggleMaximised = () => maximise(maximised === null ? (lastSlot.current ?? "chart") : null);
  useShortcuts([
    { id: "market.previous", keys: "BracketLeft", scope: "trade", label: "Previous market", run: () => step(-1) },
    { id: "market.next", keys: "BracketRight", scope: "trade", label: "Next market", run: () => step(1) },
    { id: "watchlist", keys: "w", scope: "trade", label: "Watchlist", run: toggleWatchlist },
    { id: "panel.maximise", keys: "Backslash", scope: "trade", label: "Maximise the panel", run: toggleMaximised },
    ...PRESETS.map((preset, index) => ({
      id: `preset.${preset}`,
      keys: `v ${index + 1}`,
      scope: "trade" as const,
      label: `Layout: ${PRESET_NAMES[preset]}`,
      run: () => choosePreset(preset),
    })),
    ...WORKSPACES.map((place) => ({
      id: `workspace.${place}`,
      keys: `g ${place}`,
      scope: "trade" as const,
      label: `Workspace ${place}`,
      run: () => {
        const workspace = named.lists[place - 1];
        if (workspace === undefined) manage();
        else named.open(workspace);
      },
    })),
  ]);
  useCommands(
    tier === "phone"
      ? []
      : [
          ...PRESETS.map((preset) => ({
            id: `preset.${preset}`,
            label: `Layout: ${PRESET_NAMES[preset]}`,
            group: "Layout",
            run: () => choosePreset(preset),
          })),
          ...named.lists.map((workspace) => ({
            id: `workspace.${workspace.id}`,
            label: `Workspace: ${workspace.name}`,
            group: "Layout",
            run: () => named.open(workspace),
          })),
          { id: "workspaces", label: "Save or change workspaces…", group: "Layout", run: manage },
          { id: "layout.reset", label: "Reset the layout", group: "Layout", run: reset },
          { id: "watchlist", label: "Watchlist", group: "Layout", run: toggleWatchlist },
        ],
  );
}
