"use client";

import { Check, Settings2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type ChartSettings, SCALE_MODES } from "../chart-settings.ts";
import { SCALE_WORDS } from "./chart-words.ts";
import { floatRoot, MENU, MENU_ITEM, TOOL } from "./tool-look.ts";

type ChartMenuProps = {
  readonly settings: ChartSettings;
  readonly change: (part: Partial<ChartSettings>) => void;
  readonly onReset: () => void;
  readonly onSnapshot: () => void;
  readonly onTable: () => void;
};

/** Scale, picture and table of a chart. */
export function ChartMenu({ settings, change, onReset, onSnapshot, onTable }: ChartMenuProps) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger aria-label="Chart options" className={TOOL}>
        <Settings2 size={13} aria-hidden="true" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={floatRoot()}>
        <DropdownMenu.Content align="end" className={MENU}>
          <DropdownMenu.RadioGroup
            value={settings.scale}
            onValueChange={(scale) => {
              const mode = SCALE_MODES.find((one) => one === scale);
              if (mode !== undefined) change({ scale: mode });
            }}
          >
            {SCALE_MODES.map((mode) => (
              <DropdownMenu.RadioItem
                key={mode}
                value={mode}
                disabled={settings.compareId !== null && mode !== "percent"}
                className={MENU_ITEM}
              >
                {SCALE_WORDS[mode]}
                <DropdownMenu.ItemIndicator className="ml-auto">
                  <Check size={13} aria-hidden="true" />
                </DropdownMenu.ItemIndicator>
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.CheckboxItem
            checked={settings.isInverted}
            className={MENU_ITEM}
            onCheckedChange={(isInverted) => change({ isInverted })}
          >
            Upside down
            <DropdownMenu.ItemIndicator className="ml-auto">
              <Check size={13} aria-hidden="true" />
            </DropdownMenu.ItemIndicator>
          </DropdownMenu.CheckboxItem>
          <DropdownMenu.Separator className="my-1 h-px bg-line-subtle" />
          <DropdownMenu.Item className={MENU_ITEM} onSelect={onReset}>
            Reset the view
          </DropdownMenu.Item>
          <DropdownMenu.Item className={MENU_ITEM} onSelect={onSnapshot}>
            Save as picture
          </DropdownMenu.Item>
          <DropdownMenu.Item className={MENU_ITEM} onSelect={onTable}>
            View as table
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
