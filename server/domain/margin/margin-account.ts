import { add, type Integer } from "../money/integer.ts";
import type { PositionMode } from "../positions/position-side.ts";
import type { Timestamp } from "../time/timestamp.ts";
import type { MarginPosition } from "./margin-position.ts";
import { initialUnits } from "./margin-tiers.ts";

export const MARGIN_MODES = ["cross", "isolated"] as const;
/** Cross: all money in the settlement currency stands behind the position. Isolated: only what was set aside for it. */
export type MarginMode = (typeof MARGIN_MODES)[number];

export type MarginSetting = { readonly leverage: number; readonly mode: MarginMode };

export const isIsolated = ({ mode }: MarginSetting): boolean => mode === "isolated";

/** What an instrument begins with until somebody sets another. */
export const DEFAULT_MARGIN: MarginSetting = { leverage: 5, mode: "cross" };

/** All that is written down of a perpetual in a portfolio; money in units of the settlement currency. */
export type MarginValues = MarginSetting &
  MarginPosition & {
    /** Held back behind the position. */
    readonly marginUnits: Integer;
    /** Funding of the position that is open, and of all there ever were: received when positive. */
    readonly fundingUnits: Integer;
    readonly fundedTotalUnits: Integer;
    /** What was added by hand to an isolated position that is open; negative when more was taken than added. */
    readonly addedUnits: Integer;
    /** What its working orders need not hold back, because they close or because those of the other side do. */
    readonly reliefUnits: Integer;
    /** Of the instrument: told by its own account, not by those of its sides. */
    readonly positionMode: PositionMode;
    /** The newest stamp that was booked; 0 before the first. */
    readonly fundedAt: Timestamp;
  };

export const UNTOUCHED: MarginValues = {
  ...DEFAULT_MARGIN,
  netLots: 0,
  costUnits: 0,
  marginUnits: 0,
  fundingUnits: 0,
  fundedTotalUnits: 0,
  addedUnits: 0,
  reliefUnits: 0,
  positionMode: "one-way",
  fundedAt: 0,
};

/**
 * What is held back behind a position, in units: its initial margin at entry, and where it is isolated what has come to that since it was
 * opened, or gone from it: its funding, and what was added or taken by hand. Never negative.
 */
export function positionMarginUnits(
  { costUnits }: Pick<MarginPosition, "costUnits">,
  setting: MarginSetting,
  cameUnits: Integer,
): Integer {
  const initial = initialUnits(costUnits, setting.leverage);
  if (costUnits === 0 || !isIsolated(setting)) return initial;
  const margin = add(initial, cameUnits);
  return margin > 0 ? margin : 0;
}
