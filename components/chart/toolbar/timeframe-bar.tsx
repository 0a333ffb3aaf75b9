"use client";

import { ChevronDown } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { Timeframe } from "../../../server/domain/time/timeframe.ts";
import { OTHER_TIMEFRAMES, timeframeLabel, timeframeWords, USUAL_TIMEFRAMES } from "../timeframe-words.ts";
import { floatRoot, MENU, MENU_ITEM, TOOL } from "./tool-look.ts";

type TimeframeBarProps = { readonly timeframe: Timeframe; readonly onChoose: (timeframe: Timeframe) => void };

export function TimeframeBar({ timeframe, onChoose }: TimeframeBarProps) {
  const isOther = OTHER_TIMEFRAMES.includes(timeframe);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a toolbar's group is no form.
    <div role="group" aria-label="Timeframe" className="flex items-center">
      {USUAL_TIMEFRAMES.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === timeframe}
          aria-label={timeframeWords(one)}
          className={TOOL}
          onClick={() => onChoose(one)}
        >
          {timeframeLabel(one)}
        </button>
      ))}
      <DropdownMenu.Root>
        <DropdownMenu.Trigger
          aria-label="Other timeframes"
          data-pressed={isOther}
          className={`${TOOL} ${isOther ? "bg-selected text-fg" : ""}`}
        >
          {isOther ? timeframeLabel(timeframe) : null}
          <ChevronDown size={13} aria-hidden="true" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={floatRoot()}>
          <DropdownMenu.Content align="start" className={MENU}>
            <DropdownMenu.RadioGroup value={timeframe}>
              {OTHER_TIMEFRAMES.map((one) => (
                <DropdownMenu.RadioItem key={one} value={one} className={MENU_ITEM} onSelect={() => onChoose(one)}>
                  {timeframeWords(one)}
                  <span className="ml-auto text-fg-3">{timeframeLabel(one)}</span>
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
  );
}
