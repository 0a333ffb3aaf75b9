"use client";

import { Popover } from "radix-ui";
import { type ReactNode, useState } from "react";
import type { FoundInstrument } from "../../instruments/catalogue-client.ts";
import { InstrumentSearchOnDemand, prepareInstrumentSearch } from "../../instruments/instrument-search-on-demand.tsx";
import { floatRoot, TOOL } from "./tool-look.ts";

type MarketPopoverProps = {
  readonly label: string;
  readonly children: ReactNode;
  readonly isChoosable: (instrument: FoundInstrument) => boolean;
  readonly onChoose: (instrument: FoundInstrument) => void;
};

/** A control of the chart that asks for a market. */
export function MarketPopover({ label, children, isChoosable, onChoose }: MarketPopoverProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        aria-label={label}
        className={TOOL}
        onPointerEnter={prepareInstrumentSearch}
        onFocus={prepareInstrumentSearch}
      >
        {children}
      </Popover.Trigger>
      <Popover.Portal container={floatRoot()}>
        <Popover.Content
          align="start"
          sideOffset={6}
          aria-label={label}
          className="z-50 flex w-[min(340px,calc(100vw-16px))] flex-col rounded-lg border border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <InstrumentSearchOnDemand
            isChoosable={isChoosable}
            onChoose={(instrument) => {
              setIsOpen(false);
              onChoose(instrument);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
