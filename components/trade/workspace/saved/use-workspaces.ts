"use client";

import { useMemo } from "react";
import { useStored } from "../../../preferences/preferences.ts";
import { useOpenMarket } from "../../market/open-market.ts";
import { useWorkspace } from "../layout/workspace-context.tsx";
import {
  addWorkspace,
  readWorkspaces,
  renameWorkspace,
  type SavedWorkspace,
  WORKSPACE_PARAM,
} from "./saved-workspaces.ts";

export type NamedWorkspaces = {
  readonly lists: readonly SavedWorkspace[];
  readonly open: (workspace: SavedWorkspace) => void;
  /** Each answers why it could not be done; null when it was. */
  readonly saveAs: (name: string) => string | null;
  readonly rename: (id: string, name: string) => string | null;
  /** Stores what is on screen now under the name that is there. */
  readonly update: (id: string) => void;
  readonly remove: (id: string) => void;
};

function writeAddress(id: string): void {
  const query = new URLSearchParams(window.location.search);
  query.set(WORKSPACE_PARAM, id);
  window.history.replaceState(null, "", `${window.location.pathname}?${query}`);
}

/** The terminals that this person named. */
export function useWorkspaces(instrumentId: string): NamedWorkspaces {
  const [stored, store] = useStored<unknown>("workspaces.trade", null);
  const openMarket = useOpenMarket();
  const { preset, layout, adopt } = useWorkspace();
  return useMemo(() => {
    const lists = readWorkspaces(stored);
    const keep = (answer: ReturnType<typeof addWorkspace>): string | null => {
      if ("problem" in answer) return answer.problem;
      store(answer.lists);
      return null;
    };
    return {
      lists,
      open: (workspace) => {
        adopt(workspace.preset, workspace.layout);
        openMarket(workspace.instrumentId);
        writeAddress(workspace.id);
      },
      saveAs: (name) => keep(addWorkspace(lists, { id: crypto.randomUUID(), name, instrumentId, preset, layout })),
      rename: (id, name) => keep(renameWorkspace(lists, id, name)),
      update: (id) => store(lists.map((each) => (each.id === id ? { ...each, instrumentId, preset, layout } : each))),
      remove: (id) => store(lists.filter((each) => each.id !== id)),
    };
  }, [stored, store, openMarket, adopt, preset, layout, instrumentId]);
}
