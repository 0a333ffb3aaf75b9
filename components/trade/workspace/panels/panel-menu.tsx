"use client";

import { Ellipsis, ExternalLink, EyeOff, Maximize2, Minimize2, RotateCcw } from "lucide-react";
import dynamic from "next/dynamic";
import { DropdownMenu } from "radix-ui";
import type { ReactNode } from "react";
import { PANEL_NAMES, type PanelId } from "../layout/panel-ids.ts";
import { useWorkspace } from "../layout/workspace-context.tsx";
import { MENU, MENU_ITEM, MENU_LINE } from "../menu-looks.ts";
import { openPanelWindow } from "./panel-window-address.ts";

const load = () => import("./panel-settings.tsx").then((menu) => menu.PanelSettings);
const prepare = () => void load().catch(() => undefined);
const PanelSettings = dynamic(load, { ssr: false });

type PanelMenuProps = { readonly slot: string; readonly panel: PanelId; readonly instrumentId: string };

/** What can be done with a panel as such. */
export function PanelMenu({ slot, panel, instrumentId }: PanelMenuProps) {
  const { maximised, maximise, toggle, reset } = useWorkspace();
  const isMaximised = maximised === slot;
  const name = PANEL_NAMES[panel];
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`Panel ${name}: what can be done with it`}
        title="Panel"
        onPointerEnter={prepare}
        onFocus={prepare}
        className="grid size-[22px] place-items-center rounded-sm bg-panel text-fg-3 hover:bg-hover hover:text-fg data-[state=open]:bg-hover pointer-coarse:size-[44px]"
      >
        <Ellipsis size={14} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="end" sideOffset={4} className={MENU}>
          <PanelSettings panel={panel} instrumentId={instrumentId} />
          <Item
            icon={isMaximised ? <Minimize2 size={13} /> : <Maximize2 size={13} />}
            keys="\"
            onSelect={() => maximise(isMaximised ? null : slot)}
          >
            {isMaximised ? "Restore" : "Maximise"}
          </Item>
          <Item icon={<ExternalLink size={13} />} onSelect={() => openPanelWindow(panel, instrumentId)}>
            Open in a new window
          </Item>
          <Item icon={<EyeOff size={13} />} onSelect={() => toggle(panel)}>
            Hide {name}
          </Item>
          <DropdownMenu.Separator className={MENU_LINE} />
          <Item icon={<RotateCcw size={13} />} onSelect={reset}>
            Reset the layout
          </Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

type ItemProps = {
  readonly icon: ReactNode;
  readonly keys?: string;
  readonly onSelect: () => void;
  readonly children: ReactNode;
};

function Item({ icon, keys, onSelect, children }: ItemProps) {
  return (
    <DropdownMenu.Item className={MENU_ITEM} onSelect={onSelect}>
      <span aria-hidden="true" className="text-fg-3">
        {icon}
      </span>
      <span className="flex-1">{children}</span>
      {keys === undefined ? null : <kbd className="text-[11px] text-fg-3">{keys}</kbd>}
    </DropdownMenu.Item>
  );
}
