"use client";

import { FolderOpen, Settings2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { MENU_ITEM, MENU_LINE } from "../menu-looks.ts";
import type { NamedWorkspaces } from "./use-workspaces.ts";

const KEYED = 9;

type WorkspaceItemsProps = { readonly named: NamedWorkspaces; readonly onManage: () => void };

/** The person's workspaces at the end of the layout's menu. */
export function WorkspaceItems({ named, onManage }: WorkspaceItemsProps) {
  return (
    <>
      <DropdownMenu.Separator className={MENU_LINE} />
      <DropdownMenu.Label className="px-2 py-1 text-[11px] text-fg-3">Workspaces</DropdownMenu.Label>
      {named.lists.map((workspace, index) => (
        <DropdownMenu.Item key={workspace.id} className={MENU_ITEM} onSelect={() => named.open(workspace)}>
          <FolderOpen size={13} aria-hidden="true" className="w-[14px] text-fg-3" />
          <span className="min-w-0 flex-1 truncate">{workspace.name}</span>
          {index < KEYED ? <kbd className="text-[11px] text-fg-3">G {index + 1}</kbd> : null}
        </DropdownMenu.Item>
      ))}
      <DropdownMenu.Item className={MENU_ITEM} onSelect={onManage}>
        <Settings2 size={13} aria-hidden="true" className="w-[14px] text-fg-3" />
        Save or change workspaces…
      </DropdownMenu.Item>
    </>
  );
}
