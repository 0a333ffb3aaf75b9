"use client";

import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Integer } from "../../server/domain/money/integer.ts";
import type { LegRole } from "../../server/domain/orders/contingency/contingency.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { useDeskState } from "../live/use-desk.tsx";
import { priceText } from "../trade/order-words.ts";
import { positionRows } from "../trade/position-rows.ts";
import { riskReward } from "../trade/ticket/exits/risk-reward.ts";
import { formatBalance } from "../ui/format-amount.ts";
import { UNKNOWN } from "../ui/format-decimal.ts";
import type { LegPair } from "./read-legs.ts";

type LegsOutlookProps = {
  readonly instrument: Instrument;
  readonly pair: LegPair;
  /** Null while they cannot be read. */
  readonly levels: Readonly<Record<LegRole, number>> | null;
};

/** What stands to be lost and won from the entry: of the position, or of the order that is to open it. */
export function LegsOutlook({ instrument, pair, levels }: LegsOutlookProps) {
  const isLong = pair.stop.side === "sell";
  const entryTicks = useDeskState(({ snapshot, marks }) => {
    if (snapshot === null) return null;
    const planned = snapshot.orders.find((order) => isEntryOf(order, pair));
    if (pair.stop.contingency?.waitsForEntry === true) return planned?.boundTicks ?? null;
    const direction = isLong ? "long" : "short";
    const rows = positionRows(snapshot, marks);
    return rows.find((row) => row.instrument.id === instrument.id && row.direction === direction)?.entryTicks ?? null;
  });
  const lots = pair.stop.quantityLots;
  const is = levels === null || entryTicks === null ? null : riskReward(instrument, { entryTicks, lots, levels }, null);
  const isSafe =
    levels !== null && entryTicks !== null && (isLong ? levels.stop >= entryTicks : levels.stop <= entryTicks);
  const ratio = is?.ratio == null || isSafe ? "" : ` · ${is.ratio.toFixed(2)} : 1`;
  const money = (units: Integer | null | undefined) =>
    units === null || units === undefined ? UNKNOWN : `${formatBalance(units, instrument.quote)} ${instrument.quote}`;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      <dt className="text-fg-3">Entry</dt>
      <dd className="text-right">{entryTicks === null ? UNKNOWN : priceText(instrument, entryTicks)}</dd>
      <dt className="text-fg-3">{isSafe ? "Kept at the stop" : "Risk to the stop"}</dt>
      <dd className="text-right" data-testid="legs-risk" title="Fees and slippage come on top">
        {money(is?.riskUnits)}
      </dd>
      <dt className="text-fg-3">Reward at the target</dt>
      <dd className="text-right" data-testid="legs-reward">
        {money(is?.rewardUnits)}
        {ratio}
      </dd>
    </dl>
  );
}

const isEntryOf = ({ contingency }: Order, { stop }: LegPair): boolean =>
  contingency?.role === "entry" && contingency.groupId === stop.contingency?.groupId;
