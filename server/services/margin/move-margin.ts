import { findInstrument } from "../../domain/markets/listed-instruments.ts";
import { negate } from "../../domain/money/integer.ts";
import { parseCashAmount } from "../../domain/portfolio/cash-amount.ts";
import type { PositionSide } from "../../domain/positions/position-side.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { type ControlAnswer, refused } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

export const MARGIN_MOVES = ["add", "take"] as const;

type MoveMarginInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly instrumentId: string;
  /** In hedge mode, where both sides are open. */
  readonly positionSide?: PositionSide | null;
  readonly direction: (typeof MARGIN_MOVES)[number];
  /** Decimal text of the settlement currency, above zero in either direction. */
  readonly amount: string;
};

/** Adds money to what is set aside for an isolated position, or takes some back; the worker knows how much that may be. */
export async function moveMargin(desk: Desk, actor: Actor, input: MoveMarginInput): Promise<ControlAnswer> {
  const { portfolioId, key, instrumentId, positionSide, direction, amount } = input;
  await authorize(desk.database, actor, "order:place", portfolioId);
  const instrument = findInstrument(instrumentId);
  if (instrument === undefined) {
    const message = `Instrument "${instrumentId.slice(0, 40)}" is not listed here. Choose one of the desk's.`;
    return refused({ code: "instrument-unknown", message, facts: {} });
  }
  const parsed = parseCashAmount(amount, instrument.quote);
  if (!parsed.ok) return refused(parsed.rejection);
  const side = positionSide ? { positionSide } : {};
  const units = direction === "add" ? parsed.value : negate(parsed.value);
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "move-margin", instrumentId, ...side, units }),
    deed: { action: "margin.move", target: instrumentId, after: { ...side, direction, amount, key } },
  });
}
