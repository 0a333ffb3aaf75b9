"use client";

import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { type Integer, negate } from "../../server/domain/money/integer.ts";
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
  // The cost of a coin that is held has the fee in it; a perpetual's entry is its plain price.
  const isEntryPaid = instrument.kind === "spot" && pair.stop.contingency?.waitsForEntry !== true;
  const trade = { direction: isLong ? "long" : "short", isEntryPaid } as const;
  const is =
    levels === null || entryTicks === null
      ? null
      : riskReward(instrument, { ...trade, entryTicks, lots, levels }, null);
  const isSafe = is?.riskUnits != null && is.riskUnits <= 0;
  const ratio = is?.ratio == null ? "" : ` · ${is.ratio.toFixed(2)} : 1`;
  const money = (units: Integer | null | undefined) =>
    units === null || units === undefined ? UNKNOWN : `${formatBalance(units, instrument.quote)} ${instrument.quote}`;
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
      <dt className="text-fg-3">Entry</dt>
      <dd className="text-right">{entryTicks === null ? UNKNOWN : priceText(instrument, entryTicks)}</dd>
      <dt className="text-fg-3">{isSafe ? "Kept at the stop" : "Risk to the stop"}</dt>
      <dd className="text-right" data-testid="legs-risk" title="The taker's fees are counted; slippage comes on top">
        {money(isSafe && is?.riskUnits != null ? negate(is.riskUnits) : is?.riskUnits)}
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
