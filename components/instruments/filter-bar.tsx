"use client";

import { Search, X } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type KeyboardEvent, type ReactNode, type RefObject, useState } from "react";
import { INSTRUMENT_KINDS, INSTRUMENT_STATUSES } from "../../server/domain/markets/catalogue.ts";
import type { SearchTerms, VenueCount } from "./catalogue-client.ts";
import { kindName, statusName } from "./instrument-words.ts";
import { venueName } from "./tradable.ts";

export type Filters = Pick<SearchTerms, "text" | "venues" | "kinds" | "statuses">;

type FilterBarProps = {
  readonly filters: Filters;
  readonly venues: readonly VenueCount[];
  readonly onChange: (part: Partial<Filters>) => void;
  /** Leaves the field for the first row. */
  readonly onDown: () => void;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  /** The table's tools, at the end. */
  readonly children: ReactNode;
};

/** What the table is narrowed to. */
export function FilterBar({ filters, venues, onChange, onDown, searchRef, children }: FilterBarProps) {
  // The address, which holds the text, follows a moment later: while somebody types, what they typed stands.
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? filters.text;
  const type = (next: string) => {
    setTyped(next);
    onChange({ text: next });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "Enter") {
      event.preventDefault();
      onDown();
    } else if (event.key === "Escape" && text !== "") {
      event.preventDefault();
      type("");
    }
  };
  return (
    <search className="flex flex-wrap items-center gap-1.5 px-(--pad) py-1.5">
      <label className="flex h-[max(30px,var(--ctl))] min-w-[180px] flex-1 max-sm:basis-full items-center gap-2 rounded-md border border-line-strong bg-canvas px-2 focus-within:outline-2 focus-within:outline-offset-1 focus-within:outline-focus sm:max-w-[360px]">
        <Search size={14} aria-hidden="true" className="shrink-0 text-fg-3" />
        <span className="sr-only">Search instruments</span>
        <input
          ref={searchRef}
          type="text"
          value={text}
          maxLength={100}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          placeholder="Symbol, base, quote or venue"
          className="min-w-0 flex-1 bg-transparent text-[13px] outline-none placeholder:text-fg-3 pointer-coarse:text-[16px]"
          onChange={(event) => type(event.target.value)}
          onBlur={() => setTyped(null)}
          onKeyDown={onKeyDown}
        />
        {text === "" ? (
          <kbd className="rounded-[3px] border border-line px-1.5 text-[11px] text-fg-3 pointer-coarse:hidden">/</kbd>
        ) : (
          <button
            type="button"
            aria-label="Clear the search"
            className="grid size-[24px] place-items-center text-fg-3 hover:text-fg pointer-coarse:size-[44px]"
            onClick={() => {
              setTyped(null);
              onChange({ text: "" });
            }}
          >
            <X size={14} />
          </button>
        )}
      </label>
      <Choices
        label="Venue"
        chosen={filters.venues}
        choices={venues.map(({ venue, instruments }) => ({
          value: venue,
          label: venueName(venue),
          count: instruments,
        }))}
        onChoose={(chosen) => onChange({ venues: chosen })}
      />
      <Choices
        label="Kind"
        chosen={filters.kinds}
        choices={INSTRUMENT_KINDS.map((value) => ({ value, label: kindName(value) }))}
        onChoose={(kinds) => onChange({ kinds })}
      />
      <Choices
        label="Status"
        chosen={filters.statuses}
        choices={INSTRUMENT_STATUSES.map((value) => ({ value, label: statusName(value) }))}
        onChoose={(statuses) => onChange({ statuses })}
      />
      <span className="ml-auto flex items-center">{children}</span>
    </search>
  );
}

type ChoicesProps<Value extends string> = {
  readonly label: string;
  readonly chosen: readonly Value[];
  readonly choices: readonly { readonly value: Value; readonly label: string; readonly count?: number }[];
  readonly onChoose: (chosen: Value[]) => void;
};

/** Any number of a few; none chosen means all. */
function Choices<Value extends string>({ label, chosen, choices, onChoose }: ChoicesProps<Value>) {
  const names = choices.filter(({ value }) => chosen.includes(value)).map((choice) => choice.label);
  const words =
    names.length === 0 ? "all" : names.length <= 2 ? names.join(", ") : `${names.length} of ${choices.length}`;
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        className={`flex h-[max(30px,var(--ctl))] items-center gap-1.5 rounded-md border px-2.5 text-[12px] whitespace-nowrap hover:bg-hover data-[state=open]:bg-hover ${names.length === 0 ? "border-line text-fg-2" : "border-accent text-fg"}`}
      >
        <span className="text-fg-3">{label}</span>
        {words}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="start"
          sideOffset={4}
          className="z-50 max-h-[60vh] min-w-[180px] overflow-auto rounded-lg border border-line bg-raised p-1 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          {choices.map(({ value, label: name, count }) => (
            <DropdownMenu.CheckboxItem
              key={value}
              checked={chosen.includes(value)}
              className="flex min-h-(--ctl) items-center gap-2 rounded-sm px-2 text-[12px] outline-none select-none data-[highlighted]:bg-hover"
              onSelect={(event) => event.preventDefault()}
              onCheckedChange={(isOn) => onChoose(isOn ? [...chosen, value] : chosen.filter((each) => each !== value))}
            >
              <span className="grid size-[14px] place-items-center rounded-[3px] border border-line-strong text-[10px] text-accent">
                <DropdownMenu.ItemIndicator>✓</DropdownMenu.ItemIndicator>
              </span>
              {name}
              {count === undefined ? null : (
                <span className="ml-auto pl-4 text-fg-3">{count.toLocaleString("en-US")}</span>
              )}
            </DropdownMenu.CheckboxItem>
          ))}
          {names.length === 0 ? null : (
            <DropdownMenu.Item
              className="mt-1 flex min-h-(--ctl) items-center border-t border-line-subtle px-2 text-[12px] text-fg-2 outline-none data-[highlighted]:bg-hover"
              onSelect={() => onChoose([])}
            >
              Show all
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
