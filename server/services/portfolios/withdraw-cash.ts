import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import type { Desk } from "../desk.ts";
import { type MoveCashInput, moveCash } from "./move-cash.ts";

/** Takes money out of a paper portfolio: never more than is available. */
export const withdrawCash = (desk: Desk, actor: Actor, input: MoveCashInput): Promise<ControlAnswer> =>
  moveCash(desk, actor, input, "out");
