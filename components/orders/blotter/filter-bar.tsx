"use client";

import { Search } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { LISTED_INSTRUMENTS } from "../../../server/domain/markets/listed-instruments.ts";
import type { OrderEnd } from "../../../server/domain/orders/order-listing.ts";
import { TOOL } from "../../tables/tools/tool-button.ts";
import { boundsOf, dayOf } from "../zone.ts";
import { type BlotterState, NO_FILTERS, type useBlotterState } from "./blotter-state.ts";
import { ChoiceMenu } from "./choice-menu.tsx";

const MARKETS = LISTED_INSTRUMENTS.map(({ id, name }) => [id, name] as const);
const SIDES = [
  ["buy", "Buy"],
  ["sell", "Sell"],
] as const;
const TYPES = [
  ["limit", "Limit"],
  ["market", "Market"],
] as const;
const SOURCES = [
  ["manual", "By hand"],
  ["strategy", "Strategy"],
] as const;
const LIQUIDITIES = [
  ["maker", "Maker"],
  ["taker", "Taker"],
] as const;
const ENDS: readonly (readonly [OrderEnd, string])[] = [
  ["working", "Working"],
  ["filled", "Filled"],
  ["canceled", "Cancelled"],
  ["expired", "Expired"],
  ["denied", "Denied"],
  ["rejected", "Rejected"],
];

const TYPING_MS = 200;

type FilterBarProps = {
  readonly state: BlotterState;
  readonly change: ReturnType<typeof useBlotterState>[1];
  /** The tools of the table, at the end of the row. */
  readonly children: ReactNode;
};

/** What the rows are narrowed to; all of it stands in the address. */
export function FilterBar({ state, change, children }: FilterBarProps) {
  const isFills = state.tab === "fills";
  const { q, market, side, type, status, source, liquidity, tag, from, until } = state;
  const hasFilter =
    q !== "" ||
    tag !== "" ||
    from !== null ||
    until !== null ||
    [market, side, type, status, source, liquidity].some((words) => words.length > 0);
  return (
    <search className="scroll-row flex shrink-0 items-center gap-1 border-b border-line-subtle px-(--pad) py-1 *:shrink-0 sm:flex-wrap">
      <TypedField
        label="Search orders"
        name="q"
        value={q}
        onType={(text) => void change({ q: text || null })}
        isSearch
      />
      <ChoiceMenu
        label="Market"
        choices={MARKETS}
        chosen={market}
        onChoose={(chosen) => void change({ market: chosen })}
      />
      <ChoiceMenu label="Side" choices={SIDES} chosen={side} onChoose={(chosen) => void change({ side: chosen })} />
      {isFills ? (
        <ChoiceMenu
          label="Liquidity"
          choices={LIQUIDITIES}
          chosen={liquidity}
          onChoose={(chosen) => void change({ liquidity: chosen })}
        />
      ) : (
        <>
          <ChoiceMenu label="Type" choices={TYPES} chosen={type} onChoose={(chosen) => void change({ type: chosen })} />
          {state.tab === "open" ? null : (
            <ChoiceMenu
              label="Status"
              choices={ENDS}
              chosen={status}
              onChoose={(chosen) => void change({ status: chosen })}
            />
          )}
          <ChoiceMenu
            label="Source"
            choices={SOURCES}
            chosen={source}
            onChoose={(chosen) => void change({ source: chosen })}
          />
          <TypedField label="Tag" name="tag" value={tag} onType={(text) => void change({ tag: text || null })} />
        </>
      )}
      {state.tab === "today" || state.tab === "open" ? null : (
        <>
          <DayField label="From" at={from} onPick={(day) => void change({ from: day?.from ?? null })} />
          <DayField
            label="Until"
            at={until === null ? null : until - 1}
            onPick={(day) => void change({ until: day?.until ?? null })}
          />
        </>
      )}
      {hasFilter ? (
        <button type="button" className={TOOL} onClick={() => void change(NO_FILTERS)}>
          Clear filters
        </button>
      ) : null}
      <div className="ml-auto flex items-center gap-0.5">{children}</div>
    </search>
  );
}

const FIELD =
  "h-[22px] rounded-sm border border-line bg-canvas px-1.5 text-[11px] text-fg placeholder:text-fg-3 pointer-coarse:h-[44px] pointer-coarse:text-[16px]";

type TypedFieldProps = {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly onType: (text: string) => void;
  readonly isSearch?: boolean;
};

/** Asks the desk once typing has paused. */
function TypedField({ label, name, value, onType, isSearch }: TypedFieldProps) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => setText(value), [value]);
  return (
    <span className="relative flex items-center">
      {isSearch === true ? (
        <Search size={12} aria-hidden="true" className="pointer-events-none absolute left-2 text-fg-3" />
      ) : null}
      <input
        type="search"
        name={name}
        aria-label={label}
        placeholder={isSearch === true ? "Note, reason, order" : label}
        maxLength={100}
        className={`${FIELD} ${isSearch === true ? "w-[170px] pl-7!" : "w-[80px]"}`}
        value={text}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          setText(typed);
          if (timer.current !== null) clearTimeout(timer.current);
          timer.current = setTimeout(() => onType(typed), TYPING_MS);
        }}
      />
    </span>
  );
}

type DayFieldProps = {
  readonly label: string;
  readonly at: number | null;
  readonly onPick: (day: { readonly from: number; readonly until: number } | null) => void;
};

function DayField({ label, at, onPick }: DayFieldProps) {
  return (
    <label className="flex items-center gap-1 text-[11px] text-fg-3">
      {label}
      <input
        type="date"
        className={FIELD}
        value={at === null ? "" : dayOf(at)}
        onChange={(event) => onPick(boundsOf(event.currentTarget.value))}
      />
    </label>
  );
}
