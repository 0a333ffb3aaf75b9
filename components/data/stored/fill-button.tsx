"use client";

import { Download } from "lucide-react";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import { sourceNamed } from "../../../server/domain/markets/data-source.ts";
import { Button } from "../../ui/button.tsx";
import { type Defect, dataClient } from "../data-client.ts";
import { formatDate } from "../format-data.ts";
import { useDataScreen } from "../use-data-screen.tsx";
import { useWish } from "../use-wish.ts";

type FillButtonProps = {
  readonly series: DataSeries;
  readonly defects: readonly Defect[];
  readonly mayFetch: boolean;
};

/** Downloads what is missing where the exchange can be asked: one job from the first gap to the last one. */
export function FillButton({ series, defects, mayFetch }: FillButtonProps) {
  const { isWaiting, ask } = useWish();
  const { onJobsChanged } = useDataScreen();
  const gaps = defects.filter(({ kind }) => kind === "gap");
  const first = gaps.at(0);
  const last = gaps.at(-1);
  if (first === undefined || last === undefined || !mayFetch) return null;
  const from = Math.min(...gaps.map(({ fromAt }) => fromAt));
  const to = Math.max(...gaps.map(({ untilAt }) => untilAt));
  const { timeframe } = series;
  const source = sourceNamed(series.source);
  const exchange = source?.exchange ?? null;
  if (source === null || exchange === null || timeframe === null || series.kind !== "candles") {
    return <span className="text-[11px]">No exchange can be asked for what is missing here: import a file.</span>;
  }
  return (
    <Button
      size="row"
      disabled={isWaiting}
      title={`Ask ${source.label} for the candles missing from ${formatDate(from)} to ${formatDate(to)}`}
      onClick={async () => {
        const wish = { exchange, symbol: series.symbol, timeframe, from, to };
        if (await ask(() => dataClient.fetch(wish))) onJobsChanged();
      }}
    >
      <Download size={12} aria-hidden="true" />
      {gaps.length === 1 ? "Fill the gap" : `Fill ${gaps.length} gaps`}
    </Button>
  );
}
