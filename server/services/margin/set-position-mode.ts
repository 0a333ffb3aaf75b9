import type { PositionMode } from "../../domain/positions/position-side.ts";
import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

type SetPositionModeInput = {
  readonly portfolioId: string;
  readonly key: string;
  readonly instrumentId: string;
  readonly mode: PositionMode;
};

/** Switches a perpetual between one position and a long and a short one; the worker refuses it while anything is open or works. */
export function setPositionMode(desk: Desk, actor: Actor, input: SetPositionModeInput): Promise<ControlAnswer> {
  const { portfolioId, key, instrumentId, mode } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "set-position-mode", instrumentId, mode }),
    deed: { action: "position.mode", target: instrumentId, after: { mode, key } },
  });
}
