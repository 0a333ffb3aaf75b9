"use client";

import { Star } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { catalogue, type FoundInstrument } from "./catalogue-client.ts";
import { kindName } from "./instrument-words.ts";
import { venueName, whyNotTradable } from "./tradable.ts";

const SHOWN = 12;
const TYPING_MS = 120;

/** What the desk finds for these words: what can be traded before the rest. Null while it looks. */
function useFound(text: string) {
  const [found, setFound] = useState<readonly FoundInstrument[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    const look = async () => {
      try {
        const everything = { venues: [], kinds: [], statuses: [], list: null };
        const answer = await catalogue.search({ ...everything, text, order: "best", isDescending: false }, 0, SHOWN);
        if (isGone) return;
        setProblem(null);
        setFound(answer.found);
      } catch (error) {
        if (!isGone) setProblem(error instanceof Error ? error.message : String(error));
      }
    };
    const timer = setTimeout(() => void look(), text === "" ? 0 : TYPING_MS);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [text]);
  return { found, problem };
}

type InstrumentSearchProps = {
  readonly onChoose: (instrument: FoundInstrument) => void;
  /** Those that cannot be chosen here are not listed. */
  readonly isChoosable?: (instrument: FoundInstrument) => boolean;
  /** What was typed before the field came. */
  readonly initialText?: string;
};

/** A field and what it finds: arrow keys choose, Enter takes. */
export function InstrumentSearch({ onChoose, isChoosable, initialText = "" }: InstrumentSearchProps) {
  const [text, setText] = useState(initialText);
  const [chosen, setChosen] = useState(0);
  const { found: all, problem } = useFound(text);
  const found = isChoosable === undefined ? all : (all?.filter(isChoosable) ?? null);
  const listId = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const count = found?.length ?? 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setChosen((before) => Math.min(count - 1, Math.max(0, before + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter" && !event.repeat) {
      event.preventDefault();
      const row = found?.[chosen];
      if (row !== undefined) onChoose(row);
    }
  };
  return (
    <>
      <input
        role="combobox"
        aria-label="Search instruments"
        aria-expanded={true}
        aria-controls={listId}
        aria-activedescendant={found?.[chosen] === undefined ? undefined : `${listId}-${chosen}`}
        value={text}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        // biome-ignore lint/a11y/noAutofocus: it appears because somebody asked for it.
        autoFocus
        placeholder="Symbol, base, quote or venue"
        className="h-[36px] border-b border-line-subtle bg-transparent px-3 text-[13px] outline-none placeholder:text-fg-3 pointer-coarse:h-[44px] pointer-coarse:text-[16px]"
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id={listId} aria-label="Instruments found" className="min-h-[calc(4*var(--row))] p-1">
        {found?.map((row, index) => {
          const refusal = whyNotTradable(row);
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the chosen option.
            // biome-ignore lint/a11y/useKeyWithClickEvents: Enter in the field does the same.
            <div
              key={row.id}
              role="option"
              id={`${listId}-${index}`}
              aria-selected={index === chosen}
              title={refusal?.why}
              className="flex min-h-[max(26px,var(--row))] cursor-pointer items-center gap-2 rounded-sm px-2 hover:bg-hover aria-selected:bg-selected"
              onClick={() => onChoose(row)}
            >
              <span className={refusal === null ? "font-semibold" : "text-fg-2"}>{row.symbol}</span>
              {row.isFavourite ? <Star size={11} fill="currentColor" aria-hidden="true" className="text-warn" /> : null}
              <span className="ml-auto text-[11px] text-fg-3">
                {venueName(row.venue)} · {kindName(row.kind)}
                {refusal === null ? "" : ` · ${refusal.word.toLowerCase()}`}
              </span>
            </div>
          );
        })}
      </div>
      {problem !== null || found?.length === 0 ? (
        <p role="status" className="px-3 pb-3 text-[12px] text-fg-2">
          {problem ?? `Nothing matches “${text}”. Type less of the name.`}
        </p>
      ) : null}
    </>
  );
}
