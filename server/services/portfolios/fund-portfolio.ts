import type { Actor } from "../access/authorize.ts";
import type { ControlAnswer } from "../controls/control-action.ts";
import type { Desk } from "../desk.ts";
import { type MoveCashInput, moveCash } from "./move-cash.ts";

/** Pays money into a paper portfolio. */
export const fundPortfolio = (desk: Desk, actor: Actor, input: MoveCashInput): Promise<ControlAnswer> =>
  moveCash(desk, actor, input, "in");
