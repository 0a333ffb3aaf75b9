"use client";

import { Check, LayoutPanelLeft, List } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { PANEL_NAMES, type PanelId } from "./layout/panel-ids.ts";
import { PRESET_NAMES, PRESET_WORDS, PRESETS, panelsOf, presetTree } from "./layout/preset-trees.ts";
import { useWorkspace } from "./layout/workspace-context.tsx";
import { MENU, MENU_ITEM, MENU_LINE } from "./menu-looks.ts";
import type { NamedWorkspaces } from "./saved/use-workspaces.ts";
import { WorkspaceItems } from "./saved/workspace-items.tsx";

type LayoutBarProps = {
  readonly without: readonly PanelId[];
  readonly named: NamedWorkspaces;
  readonly isWatchlistOpen: boolean;
  readonly onWatchlist: () => void;
  readonly onManage: () => void;
};

const BUTTON =
  "inline-flex h-[26px] items-center gap-1.5 rounded-sm px-2 text-[11px] font-medium text-fg-2 hover:bg-hover hover:text-fg aria-pressed:bg-selected aria-pressed:text-fg data-[state=open]:bg-hover pointer-coarse:h-[44px] pointer-coarse:min-w-[44px]";

/** How the terminal is laid out, and where that is changed. */
export function LayoutBar({ without, named, isWatchlistOpen, onWatchlist, onManage }: LayoutBarProps) {
  const { preset, tier, choosePreset, layout, toggle, reset } = useWorkspace();
  const places = [...new Set(panelsOf(presetTree(preset, tier)))].filter((panel) => !without.includes(panel));
  return (
    <>
      {tier === "wide" ? null : (
        <button
          type="button"
          aria-pressed={isWatchlistOpen}
          title="Watchlist (W)"
          className={BUTTON}
          onClick={onWatchlist}
        >
          <List size={14} aria-hidden="true" />
          <span className={tier === "full" ? "" : "sr-only"}>Watchlist</span>
        </button>
      )}
      <DropdownMenu.Root>
        <DropdownMenu.Trigger title="Layout" className={BUTTON} aria-label={`Layout: ${PRESET_NAMES[preset]}`}>
          <LayoutPanelLeft size={14} aria-hidden="true" />
          {tier === "tablet" ? null : PRESET_NAMES[preset]}
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content align="end" sideOffset={4} className={`${MENU} w-[264px]`}>
            {tier === "tablet" ? null : (
              <>
                <DropdownMenu.Label className="px-2 py-1 text-[11px] text-fg-3">Preset</DropdownMenu.Label>
                <DropdownMenu.RadioGroup
                  value={preset}
                  onValueChange={(chosen) => {
                    const next = PRESETS.find((each) => each === chosen);
                    if (next !== undefined) choosePreset(next);
                  }}
                >
                  {PRESETS.map((each, index) => (
                    <DropdownMenu.RadioItem key={each} value={each} className={MENU_ITEM}>
                      <Tick isOn={each === preset} />
                      <span className="flex flex-1 flex-col py-0.5 leading-tight">
                        {PRESET_NAMES[each]}
                        <span className="text-[11px] text-fg-3">{PRESET_WORDS[each]}</span>
                      </span>
                      <kbd className="text-[11px] text-fg-3">V {index + 1}</kbd>
                    </DropdownMenu.RadioItem>
                  ))}
                </DropdownMenu.RadioGroup>
                <DropdownMenu.Separator className={MENU_LINE} />
              </>
            )}
            <DropdownMenu.Label className="px-2 py-1 text-[11px] text-fg-3">Panels</DropdownMenu.Label>
            {places.map((panel) => (
              <DropdownMenu.CheckboxItem
                key={panel}
                checked={!layout.hidden.includes(panel)}
                className={MENU_ITEM}
                onSelect={(event) => event.preventDefault()}
                onCheckedChange={() => toggle(panel)}
              >
                <Tick isOn={!layout.hidden.includes(panel)} />
                {PANEL_NAMES[panel]}
              </DropdownMenu.CheckboxItem>
            ))}
            <DropdownMenu.Item className={MENU_ITEM} onSelect={reset}>
              <Tick isOn={false} />
              Reset the layout
            </DropdownMenu.Item>
            <WorkspaceItems named={named} onManage={onManage} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </>
  );
}

function Tick({ isOn }: { readonly isOn: boolean }) {
  return (
    <span aria-hidden="true" className="grid w-[14px] place-items-center text-accent">
      {isOn ? <Check size={13} /> : null}
    </span>
  );
}
