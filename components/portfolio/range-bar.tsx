"use client";

import { Popover } from "radix-ui";
import { type FormEvent, useState } from "react";
import { Button } from "../ui/button.tsx";
import { formatDay } from "../ui/format-time.ts";
import { TextField } from "../ui/text-field.tsx";
import { RANGES, type Range } from "./ranges.ts";
import type { ShownRange } from "./use-range.ts";

type RangeBarProps = { readonly shown: ShownRange; readonly now: number };

/** The stretch of time that the whole page speaks of. */
export function RangeBar({ shown, now }: RangeBarProps) {
  const { name, range, choose, zoom } = shown;
  return (
    <div className="flex min-w-0 items-center gap-2">
      <fieldset aria-label="Range" className="flex min-w-0 gap-0.5 rounded-md border border-line bg-panel p-0.5">
        {RANGES.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === name}
            className="rounded-sm px-2 py-1 text-[12px] font-medium whitespace-nowrap text-fg-3 hover:text-fg aria-pressed:bg-selected aria-pressed:text-fg pointer-coarse:min-h-[40px] pointer-coarse:px-2.5 max-sm:px-1.5"
            onClick={() => choose(each)}
          >
            {each}
          </button>
        ))}
        <CustomRange isOn={name === null} range={range} now={now} onZoom={zoom} />
      </fieldset>
      {name === null ? (
        <span className="truncate text-[11px] text-fg-3 max-md:hidden">
          {formatDay(range.from)} – {formatDay(Math.min(range.to, now))}
        </span>
      ) : null}
    </div>
  );
}

type CustomRangeProps = {
  readonly isOn: boolean;
  readonly range: Range;
  readonly now: number;
  readonly onZoom: (range: Range) => void;
};

const dayText = (at: number) => new Date(at).toISOString().slice(0, 10);
const DAY_MS = 86_400_000;

function CustomRange({ isOn, range, now, onZoom }: CustomRangeProps) {
  const [isOpen, setIsOpen] = useState(false);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const from = Date.parse(String(form.get("from")));
    const to = Date.parse(String(form.get("to"))) + DAY_MS - 1;
    if (!(from < to)) return setProblem("The range ends before it begins. Choose a later last day.");
    setProblem(undefined);
    setIsOpen(false);
    onZoom({ from, to });
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        aria-pressed={isOn}
        className="rounded-sm px-2 py-1 text-[12px] font-medium whitespace-nowrap text-fg-3 hover:text-fg aria-pressed:bg-selected aria-pressed:text-fg pointer-coarse:min-h-[40px] max-sm:px-1.5"
      >
        Custom…
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          aria-label="Custom range"
          className="z-40 w-[280px] rounded-lg border border-line bg-raised p-3 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <form className="flex flex-col gap-3" onSubmit={submit}>
            <TextField
              label="First day (UTC)"
              name="from"
              type="date"
              required
              defaultValue={dayText(Math.max(range.from, now - 30 * DAY_MS))}
            />
            <TextField
              label="Last day (UTC)"
              name="to"
              type="date"
              required
              defaultValue={dayText(Math.min(range.to, now))}
              problem={problem}
            />
            <Button type="submit" tone="accent">
              Show this range
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
