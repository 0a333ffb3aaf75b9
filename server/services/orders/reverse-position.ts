import type { PositionSide } from "../../domain/positions/position-side.ts";
import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { PLACE_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

type ReversePositionInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly instrumentId: string;
  /** In hedge mode, where both sides are open. */
  readonly positionSide?: PositionSide | null;
};

/** Closes a position and opens as much the other way, both at market and both or neither; the worker knows how much that is. */
export function reversePosition(desk: Desk, actor: Actor, input: ReversePositionInput): Promise<ControlAnswer> {
  const { portfolioId, key, instrumentId, positionSide } = input;
  const side = positionSide ? { positionSide } : {};
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: PLACE_LIFE_MS,
    action: () => ({ kind: "reverse-position", instrumentId, ...side }),
    deed: { action: "position.reverse", target: instrumentId, after: { ...side, key } },
  });
}
