import type { BorrowLeverage } from "../../domain/borrowing/lending-terms.ts";
import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import { CONTROL_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

type SetBorrowingInput = { readonly portfolioId: string; readonly key: string; readonly leverage: BorrowLeverage };

/** How far the portfolio may borrow in spot, 1 for not at all; the worker knows whether what is owed allows it. */
export function setBorrowing(desk: Desk, actor: Actor, input: SetBorrowingInput): Promise<ControlAnswer> {
  const { portfolioId, key, leverage } = input;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "trading:resume",
    lifeMs: CONTROL_LIFE_MS,
    action: () => ({ kind: "set-borrowing", leverage }),
    deed: { action: "trading.set-borrowing", target: portfolioId, after: { key, leverage } },
  });
}
