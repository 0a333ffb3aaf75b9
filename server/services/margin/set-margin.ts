import type { MarginSetting } from "../../domain/margin/margin-account.ts";
import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

type SetMarginInput = MarginSetting & {
  readonly portfolioId: string;
  readonly key: string;
  readonly instrumentId: string;
};

/** Sets leverage and margin mode of a perpetual; the worker knows whether its position and orders allow it. */
export function setMargin(desk: Desk, actor: Actor, input: SetMarginInput): Promise<ControlAnswer> {
  const { portfolioId, key, instrumentId, leverage, mode } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "set-margin", instrumentId, setting: { leverage, mode } }),
    deed: { action: "margin.set", target: instrumentId, after: { leverage, mode, key } },
  });
}
