import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { type Integer, negate } from "../../../../server/domain/money/integer.ts";
import type { Side } from "../../../../server/domain/orders/order-type.ts";
import { outcomeOfMillion, outcomeUnits, type Trade } from "../../../../server/domain/positions/trade-outcome.ts";
import type { ExitLevels } from "../reading/exits-draft.ts";

export type RiskReward = {
  /** Quote units lost at the stop and won at the target, after the taker's fees, before slippage; null without the one or the other. */
  readonly riskUnits: Integer | null;
  readonly rewardUnits: Integer | null;
  /** What is lost at the stop, in percent of the equity; null while that is unknown. */
  readonly riskPercent: number | null;
  /** Reward over risk; null where the one loses or the other wins. */
  readonly ratio: number | null;
};

type Guarded = Omit<Trade, "exitTicks"> & { readonly lots: number; readonly levels: ExitLevels };

/** What stands to be lost and won between an entry and its exits. */
export function riskReward(
  instrument: Instrument,
  { lots, levels, ...entry }: Guarded,
  equityUnits: Integer | null,
): RiskReward {
  const wonAt = (exitTicks: number | null) =>
    exitTicks === null ? null : outcomeUnits(instrument, { ...entry, exitTicks }, lots);
  const stopped = wonAt(levels.stop);
  const riskUnits = stopped === null ? null : negate(stopped);
  const rewardUnits = wonAt(levels.target);
  const isKnown = riskUnits !== null && equityUnits !== null && equityUnits > 0;
  const isBet = riskUnits !== null && rewardUnits !== null && riskUnits > 0 && rewardUnits > 0;
  return {
    riskUnits,
    rewardUnits,
    riskPercent: isKnown ? (Number(riskUnits) / Number(equityUnits)) * 100 : null,
    ratio: isBet ? Number(rewardUnits) / Number(riskUnits) : null,
  };
}

/** What a million lots lose at the stop, in quote units. */
export const riskOfMillion = (
  instrument: Instrument,
  side: Side,
  { stopTicks, ...entry }: Pick<Trade, "entryTicks" | "isEntryPaid"> & { readonly stopTicks: number },
): Integer => negate(outcomeOfMillion(instrument, { ...entry, direction: directionOf(side), exitTicks: stopTicks }));

/** What an order of a side enters. */
export const directionOf = (side: Side) => (side === "buy" ? "long" : "short");
