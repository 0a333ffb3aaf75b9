"use client";

import { Copy, Save, Trash2 } from "lucide-react";
import { Dialog } from "radix-ui";
import { type FormEvent, useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { PRESET_NAMES } from "../layout/preset-trees.ts";
import { type SavedWorkspace, WORKSPACE_NAME_MAX, WORKSPACE_PARAM } from "./saved-workspaces.ts";
import type { NamedWorkspaces } from "./use-workspaces.ts";

type WorkspacesDialogProps = { readonly named: NamedWorkspaces; readonly onClose: () => void };

const FIELD = "h-(--ctl) min-w-0 flex-1 rounded-md border border-line-strong bg-panel px-2 text-[13px]";

/** Saves the terminal as it stands under a name, and changes those that are saved. */
export function WorkspacesDialog({ named, onClose }: WorkspacesDialogProps) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const refusal = named.saveAs(name);
    setProblem(refusal);
    if (refusal === null) setName("");
  };
  return (
    <Dialog.Root open={true} onOpenChange={(isOpen) => isOpen || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Dialog.Content className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-24px)] w-[min(520px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 overflow-auto rounded-xl border border-line bg-raised p-4 shadow-[0_8px_24px_rgb(0_0_0/.32)]">
          <Dialog.Title className="text-[15px] font-semibold">Workspaces</Dialog.Title>
          <Dialog.Description className="text-[12px] text-fg-2">
            A workspace keeps the preset, the sizes, the panels and the markets. G and its number open it from anywhere
            on this page.
          </Dialog.Description>
          <form noValidate className="flex flex-wrap gap-2" onSubmit={save}>
            <input
              aria-label="Name of the new workspace"
              aria-invalid={problem !== null}
              aria-describedby={problem === null ? undefined : "workspace-problem"}
              value={name}
              maxLength={WORKSPACE_NAME_MAX + 1}
              placeholder="Name, such as Morning"
              className={FIELD}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" tone="accent">
              Save what is on screen
            </Button>
          </form>
          {problem === null ? null : (
            <p id="workspace-problem" role="alert" className="text-[12px] text-danger">
              {problem}
            </p>
          )}
          <ul className="flex flex-col gap-1.5">
            {named.lists.map((workspace, index) => (
              <WorkspaceLine
                key={workspace.id}
                workspace={workspace}
                place={index + 1}
                named={named}
                onProblem={setProblem}
                onClose={onClose}
              />
            ))}
          </ul>
          {named.lists.length === 0 ? <p className="text-[12px] text-fg-3">None is saved yet.</p> : null}
          <div className="flex justify-end">
            <Dialog.Close asChild>
              <Button>Done</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type WorkspaceLineProps = {
  readonly workspace: SavedWorkspace;
  readonly place: number;
  readonly named: NamedWorkspaces;
  readonly onProblem: (problem: string | null) => void;
  readonly onClose: () => void;
};

function WorkspaceLine({ workspace, place, named, onProblem, onClose }: WorkspaceLineProps) {
  const { id, name, preset, instrumentId } = workspace;
  const copyLink = () => {
    const query = new URLSearchParams({ [WORKSPACE_PARAM]: id });
    void navigator.clipboard.writeText(`${window.location.origin}/trade/${encodeURIComponent(instrumentId)}?${query}`);
  };
  return (
    <li className="flex flex-wrap items-center gap-1.5">
      <kbd className="w-[30px] text-[11px] text-fg-3">{place <= 9 ? `G ${place}` : ""}</kbd>
      <input
        aria-label={`Name of ${name}`}
        defaultValue={name}
        maxLength={WORKSPACE_NAME_MAX}
        className={FIELD}
        onBlur={(event) => {
          if (event.target.value.trim() === name) return;
          const refusal = named.rename(id, event.target.value);
          onProblem(refusal);
          if (refusal !== null) event.target.value = name;
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
      <span className="w-[108px] truncate text-[11px] text-fg-3">
        {PRESET_NAMES[preset]} · {instrumentId}
      </span>
      <Button
        onClick={() => {
          named.open(workspace);
          onClose();
        }}
      >
        Open
      </Button>
      <Button
        aria-label={`Save what is on screen as ${name}`}
        title="Save what is on screen here"
        onClick={() => named.update(id)}
      >
        <Save size={13} aria-hidden="true" />
      </Button>
      <Button aria-label={`Copy the link to ${name}`} title="Copy link" onClick={copyLink}>
        <Copy size={13} aria-hidden="true" />
      </Button>
      <Button tone="danger" aria-label={`Delete ${name}`} title="Delete" onClick={() => named.remove(id)}>
        <Trash2 size={13} aria-hidden="true" />
      </Button>
    </li>
  );
}
