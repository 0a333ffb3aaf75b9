import { PRESETS, type Preset } from "../layout/preset-trees.ts";
import { type PresetLayout, readPresetLayout } from "../layout/trade-layout.ts";

/** A terminal that somebody set up and named. */
export type SavedWorkspace = {
  readonly id: string;
  readonly name: string;
  readonly instrumentId: string;
  readonly preset: Preset;
  readonly layout: PresetLayout;
};

/** `G 1` to `G 9` open the first nine; more would be a list nobody reads. */
const WORKSPACES_MAX = 20;
/** Names a workspace in an address: by its id or by its name. */
export const WORKSPACE_PARAM = "workspace";
export const WORKSPACE_NAME_MAX = 40;

type Renaming = { readonly lists: readonly SavedWorkspace[] } | { readonly problem: string };

function readOne(value: unknown): SavedWorkspace | null {
  if (typeof value !== "object" || value === null) return null;
  const { id, name, instrumentId, preset, layout } = value as Readonly<Record<string, unknown>>;
  const known = PRESETS.find((each) => each === preset);
  if (typeof id !== "string" || id === "" || typeof name !== "string" || typeof instrumentId !== "string") return null;
  if (known === undefined || name.trim() === "") return null;
  return { id, name: name.slice(0, WORKSPACE_NAME_MAX), instrumentId, preset: known, layout: readPresetLayout(layout) };
}

/** The workspaces of a stored list; what is none is left out. */
export function readWorkspaces(value: unknown): readonly SavedWorkspace[] {
  if (!Array.isArray(value)) return [];
  const read = value.map(readOne).filter((workspace) => workspace !== null);
  const ids = new Set<string>();
  return read.filter(({ id }) => !ids.has(id) && ids.add(id)).slice(0, WORKSPACES_MAX);
}

/** Why a workspace cannot have this name; null when it can. `id` is the one that is renamed. */
export function problemOfName(lists: readonly SavedWorkspace[], name: string, id: string | null): string | null {
  const wanted = name.trim();
  if (wanted === "") return "Give it a name.";
  if (wanted.length > WORKSPACE_NAME_MAX) return `At most ${WORKSPACE_NAME_MAX} characters; this has ${wanted.length}.`;
  const isTaken = lists.some((each) => each.id !== id && each.name.toLowerCase() === wanted.toLowerCase());
  if (isTaken) return `There is a workspace named “${wanted}” already.`;
  if (id === null && lists.length >= WORKSPACES_MAX) return `There are ${WORKSPACES_MAX} already: delete one first.`;
  return null;
}

export function renameWorkspace(lists: readonly SavedWorkspace[], id: string, name: string): Renaming {
  const problem = problemOfName(lists, name, id);
  if (problem !== null) return { problem };
  return { lists: lists.map((each) => (each.id === id ? { ...each, name: name.trim() } : each)) };
}

export function addWorkspace(lists: readonly SavedWorkspace[], workspace: SavedWorkspace): Renaming {
  const problem = problemOfName(lists, workspace.name, null);
  if (problem !== null) return { problem };
  return { lists: [...lists, { ...workspace, name: workspace.name.trim() }] };
}
