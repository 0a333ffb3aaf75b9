import { type Instrument, notionalUnits } from "../../../../server/domain/markets/instrument.ts";
import type { Integer } from "../../../../server/domain/money/integer.ts";
import type { ExitLevels } from "../reading/exits-draft.ts";

export type RiskReward = {
  /** Quote units lost at the stop and won at the target, fees and slippage left out; null without the one or the other. */
  readonly riskUnits: Integer | null;
  readonly rewardUnits: Integer | null;
  /** What is lost at the stop, in percent of the equity; null while that is unknown. */
  readonly riskPercent: number | null;
  /** Reward over risk. */
  readonly ratio: number | null;
};

/** What stands to be lost and won between an entry and its exits. */
export function riskReward(
  instrument: Instrument,
  { entryTicks, lots, levels }: { readonly entryTicks: number; readonly lots: number; readonly levels: ExitLevels },
  equityUnits: Integer | null,
): RiskReward {
  const worth = (ticks: number | null) =>
    ticks === null ? null : notionalUnits(instrument, Math.abs(ticks - entryTicks), lots);
  const riskUnits = worth(levels.stop);
  const rewardUnits = worth(levels.target);
  const isKnown = riskUnits !== null && equityUnits !== null && equityUnits > 0;
  const hasBoth = levels.stop !== null && levels.target !== null && levels.stop !== entryTicks;
  return {
    riskUnits,
    rewardUnits,
    riskPercent: isKnown ? (Number(riskUnits) / Number(equityUnits)) * 100 : null,
    ratio: hasBoth ? Math.abs(Number(levels.target) - entryTicks) / Math.abs(Number(levels.stop) - entryTicks) : null,
  };
}
