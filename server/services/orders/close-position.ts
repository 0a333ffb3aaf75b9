import type { CloseShare } from "../../domain/positions/close-quantity.ts";
import type { PositionSide } from "../../domain/positions/position-side.ts";
import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { PLACE_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

type ClosePositionInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly instrumentId: string;
  /** In hedge mode, where both sides are open. */
  readonly positionSide?: PositionSide | null;
  readonly share: CloseShare;
};

/** Closes all or half of a position with a reduce-only market order; the worker knows what is held and how much that is. */
export function closePosition(desk: Desk, actor: Actor, input: ClosePositionInput): Promise<ControlAnswer> {
  const { portfolioId, key, instrumentId, positionSide, share } = input;
  const side = positionSide ? { positionSide } : {};
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: PLACE_LIFE_MS,
    action: () => ({ kind: "close-position", instrumentId, ...side, share }),
    deed: { action: "position.close", target: instrumentId, after: { ...side, share, key } },
  });
}
