"use client";

import { ChevronDown } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { Popover } from "radix-ui";
import { useState } from "react";
import type { FoundInstrument } from "./catalogue-client.ts";
import { InstrumentSearchOnDemand, prepareInstrumentSearch } from "./instrument-search-on-demand.tsx";
import { whyNotTradable } from "./tradable.ts";

/** Finds a market by a few letters and goes there; one that is not traded here shows what is known of it. */
export function InstrumentPicker() {
  const router = useRouter();
  const portfolio = useSearchParams().get("portfolio");
  const [isOpen, setIsOpen] = useState(false);
  const go = (row: FoundInstrument) => {
    const query = new URLSearchParams(portfolio === null ? {} : { portfolio });
    const isTradable = whyNotTradable(row) === null;
    if (!isTradable) query.set("details", row.id);
    const path = isTradable ? `/trade/${encodeURIComponent(row.id)}` : "/instruments";
    setIsOpen(false);
    router.push(query.size === 0 ? path : `${path}?${query}`);
  };
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        aria-label="Find an instrument"
        onPointerEnter={prepareInstrumentSearch}
        onFocus={prepareInstrumentSearch}
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
          <InstrumentSearchOnDemand onChoose={go} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
