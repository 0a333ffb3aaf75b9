"use client";

import { ChevronDown, Star } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { Popover } from "radix-ui";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { catalogue, type FoundInstrument } from "./catalogue-client.ts";
import { kindName, venueName, whyNotTradable } from "./instrument-words.ts";

const SHOWN = 12;
const TYPING_MS = 120;

/** What the desk finds for these words: what can be traded before the rest. Null while it looks. */
function useFound(text: string, isOpen: boolean) {
  const [found, setFound] = useState<readonly FoundInstrument[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    if (!isOpen) return;
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
  }, [text, isOpen]);
  return { found, problem };
}

/** Finds a market by a few letters and goes there; one that is not traded here shows what is known of it. */
export function InstrumentPicker() {
  const router = useRouter();
  const portfolio = useSearchParams().get("portfolio");
  const [isOpen, setIsOpen] = useState(false);
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const { found, problem } = useFound(text, isOpen);
  const listId = useId();
  const go = (row: FoundInstrument) => {
    const query = new URLSearchParams(portfolio === null ? {} : { portfolio });
    const isTradable = whyNotTradable(row) === null;
    if (!isTradable) query.set("details", row.id);
    const path = isTradable ? `/trade/${encodeURIComponent(row.id)}` : "/instruments";
    setIsOpen(false);
    router.push(query.size === 0 ? path : `${path}?${query}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = found?.length ?? 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setChosen((before) => Math.min(count - 1, Math.max(0, before + (event.key === "ArrowDown" ? 1 : -1))));
    } else if (event.key === "Enter" && !event.repeat) {
      event.preventDefault();
      const row = found?.[chosen];
      if (row !== undefined) go(row);
    }
  };
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(opens) => {
        setIsOpen(opens);
        if (!opens) setText("");
        setChosen(0);
      }}
    >
      <Popover.Trigger
        aria-label="Find an instrument"
        className="-ml-3 grid size-[24px] place-items-center rounded-sm text-fg-3 hover:bg-hover hover:text-fg data-[state=open]:bg-hover pointer-coarse:size-[44px]"
      >
        <ChevronDown size={15} aria-hidden="true" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={6}
          aria-label="Find an instrument"
          className="z-50 flex w-[min(380px,calc(100vw-16px))] flex-col rounded-lg border border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
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
                  onClick={() => go(row)}
                >
                  <span className={refusal === null ? "font-semibold" : "text-fg-2"}>{row.symbol}</span>
                  {row.isFavourite ? (
                    <Star size={11} fill="currentColor" aria-hidden="true" className="text-warn" />
                  ) : null}
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
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
