"use client";

import { Popover } from "radix-ui";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { FoundInstrument } from "../../instruments/catalogue-client.ts";
import { InstrumentSearch } from "../../instruments/instrument-search.tsx";
import { useOpenMarket } from "../../trade/market/open-market.ts";
import { floatRoot } from "./tool-look.ts";

type ChartSearchProps = {
  /** The letter that was typed on the chart. */
  readonly text: string;
  /** For a chart with a market of its own; null shows the market on the whole terminal. */
  readonly onOwn: ((instrumentId: string) => void) | null;
  readonly onClose: () => void;
};

const isListed = ({ id }: FoundInstrument): boolean => findInstrument(id) !== undefined;

/** A market found by typing its name on the chart. */
export function ChartSearch({ text, onOwn, onClose }: ChartSearchProps) {
  const openMarket = useOpenMarket();
  const choose = ({ id }: FoundInstrument) => {
    onClose();
    if (onOwn === null) openMarket(id);
    else onOwn(id);
  };
  return (
    <Popover.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Popover.Anchor className="pointer-events-none absolute top-8 left-1/2 size-0" />
      <Popover.Portal container={floatRoot()}>
        <Popover.Content
          aria-label="Find a market for the chart"
          className="z-50 flex w-[min(340px,calc(100vw-16px))] flex-col rounded-lg border border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <InstrumentSearch
            initialText={text}
            onChoose={choose}
            {...(onOwn === null ? {} : { isChoosable: isListed })}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
