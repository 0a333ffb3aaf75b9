"use client";

import { Dialog } from "radix-ui";
import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { type Timeframe, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { Button } from "../../ui/button.tsx";
import { zoneLabel } from "../../ui/format-time.ts";
import type { Bar } from "../candles/bar.ts";
import { timeframeWords } from "../timeframe-words.ts";
import { formatChartPrice, formatVolume } from "../view/price-format.ts";
import { formatBarTime } from "../view/time-format.ts";
import { floatRoot } from "./tool-look.ts";

const ROWS = 200;

type CandleTableProps = {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly bars: readonly Bar[];
  readonly onClose: () => void;
};

/** The newest candles of the chart in figures, newest first, as they stood when it was opened. */
export function CandleTable({ instrument, timeframe, bars, onClose }: CandleTableProps) {
  const rows = bars.slice(-ROWS).reverse();
  const isDay = timeframeMs(timeframe) >= 86_400_000;
  const price = (value: number) => formatChartPrice(instrument, value);
  return (
    <Dialog.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Dialog.Portal container={floatRoot()}>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[min(640px,calc(100dvh-24px))] w-[min(720px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <div className="flex items-center gap-2 px-4 py-3">
            <Dialog.Title className="text-[15px] font-semibold">
              {instrument.name}, candles of {timeframeWords(timeframe)}
            </Dialog.Title>
            <Dialog.Close asChild>
              <Button className="ml-auto">Done</Button>
            </Dialog.Close>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys. */}
          <section aria-label="Candles" tabIndex={0} className="min-h-0 flex-1 overflow-auto">
            <table className="grid-table">
              <thead>
                <tr>
                  <th className="text">Opens {zoneLabel(rows[0]?.openAt ?? 0)}</th>
                  <th>Open</th>
                  <th>High</th>
                  <th>Low</th>
                  <th>Close</th>
                  <th>Volume {instrument.base}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((bar) => (
                  <tr key={bar.openAt}>
                    <td className="text">{formatBarTime(bar.openAt, isDay)}</td>
                    <td>{price(bar.open)}</td>
                    <td>{price(bar.high)}</td>
                    <td>{price(bar.low)}</td>
                    <td>{price(bar.close)}</td>
                    <td>{formatVolume(bar.volume)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
