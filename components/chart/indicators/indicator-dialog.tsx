"use client";

import { Dialog } from "radix-ui";
import { useState } from "react";
import type { IndicatorDefinition } from "../../../server/domain/indicators/definition.ts";
import { INDICATORS } from "../../../server/domain/indicators/registry.ts";
import { Button } from "../../ui/button.tsx";
import { floatRoot } from "../toolbar/tool-look.ts";
import { IndicatorForm } from "./indicator-form.tsx";
import { type ChosenIndicator, indicatorLabel } from "./indicator-settings.ts";
import type { Indicators } from "./use-indicators.ts";

type IndicatorDialogProps = {
  readonly indicators: Indicators;
  readonly instrumentId: string;
  readonly symbol: string;
  readonly onClose: () => void;
};

/** What an indicator shows unless somebody chooses otherwise: over the candles when it can lie there, else all of it. */
function chosenFrom({ id, parameters, outputs }: IndicatorDefinition, colour: number): ChosenIndicator {
  const overlay = outputs.filter(({ pane }) => pane === "overlay");
  return {
    key: crypto.randomUUID(),
    id,
    values: Object.fromEntries(Object.entries(parameters).map(([name, parameter]) => [name, parameter.default])),
    outputs: (overlay.length > 0 ? overlay : outputs).map(({ name }) => name),
    colour,
    instrumentId: null,
  };
}

const matches = ({ id, name }: IndicatorDefinition, words: readonly string[]): boolean =>
  words.every((word) => id.includes(word) || name.toLowerCase().includes(word));

/** Finds, adds, changes and removes the indicators of a chart. */
export function IndicatorDialog({ indicators, instrumentId, symbol, onClose }: IndicatorDialogProps) {
  const [text, setText] = useState("");
  const { shown, edited, edit } = indicators;
  const found = INDICATORS.filter((one) => matches(one, text.toLowerCase().split(/\s+/).filter(Boolean)));
  const editing = shown.find(({ key }) => key === edited);
  const definition = INDICATORS.find(({ id }) => id === editing?.id);
  const add = (one: IndicatorDefinition) => {
    const chosen = chosenFrom(one, shown.length % 6);
    indicators.put(chosen);
    edit(chosen.key);
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Dialog.Portal container={floatRoot()}>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[min(620px,calc(100dvh-24px))] w-[min(640px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <div className="flex items-center gap-2 px-4 pt-3 pb-2">
            <Dialog.Title className="text-[15px] font-semibold">Indicators</Dialog.Title>
            <Dialog.Close asChild>
              <Button className="ml-auto">Done</Button>
            </Dialog.Close>
          </div>
          <div className="flex min-h-0 flex-1 max-sm:flex-col">
            <div className="flex min-h-0 flex-1 flex-col border-line-subtle sm:border-r">
              <input
                type="search"
                aria-label="Search indicators"
                placeholder="Search: average, RSI, bands…"
                value={text}
                className="mx-4 mb-2 h-[32px] rounded-md border border-line-strong bg-canvas px-2.5 text-[13px] pointer-coarse:h-[44px] pointer-coarse:text-[16px]"
                onChange={(event) => setText(event.target.value)}
                onKeyDown={(event) => {
                  const [first] = found;
                  if (event.key === "Enter" && !event.repeat && first !== undefined && !indicators.isFull) add(first);
                }}
              />
              <ul aria-label="Indicators found" className="min-h-[160px] flex-1 overflow-y-auto px-2 pb-2">
                {found.map((one) => (
                  <li key={one.id}>
                    <button
                      type="button"
                      disabled={indicators.isFull}
                      className="flex min-h-[max(28px,var(--row))] w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-hover disabled:text-fg-disabled"
                      onClick={() => add(one)}
                    >
                      {one.name}
                      <span className="ml-auto shrink-0 text-[11px] text-fg-3">
                        {one.outputs.some(({ pane }) => pane === "overlay") ? "over the candles" : "own pane"}
                      </span>
                    </button>
                  </li>
                ))}
                {found.length === 0 ? (
                  <li className="px-2 py-3 text-fg-3">Nothing matches “{text}”. Type less of the name.</li>
                ) : null}
              </ul>
            </div>
            <div className="flex min-h-0 w-full flex-col gap-2 overflow-y-auto px-4 pb-4 sm:w-[270px]">
              <h3 className="text-[11px] font-medium text-fg-3">On this chart</h3>
              {shown.length === 0 ? <p className="text-fg-2">None yet. Choose one from the list.</p> : null}
              {indicators.isFull ? (
                <p className="text-warn">No more than {shown.length} fit. Remove one first.</p>
              ) : null}
              <ul className="flex flex-col gap-1">
                {shown.map((one) => (
                  <li key={one.key} className="flex items-center gap-1">
                    <button
                      type="button"
                      aria-pressed={one.key === edited}
                      className="min-h-[max(26px,var(--row))] flex-1 rounded-sm px-2 text-left hover:bg-hover aria-pressed:bg-selected"
                      onClick={() => edit(one.key)}
                    >
                      {indicatorLabel(one)}
                    </button>
                    <Button
                      size="row"
                      aria-label={`Remove ${indicatorLabel(one)}`}
                      onClick={() => indicators.remove(one.key)}
                    >
                      ✕
                    </Button>
                  </li>
                ))}
              </ul>
              {editing === undefined || definition === undefined ? null : (
                <IndicatorForm
                  key={editing.key}
                  definition={definition}
                  chosen={editing}
                  instrumentId={instrumentId}
                  symbol={symbol}
                  onChange={indicators.put}
                />
              )}
            </div>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
