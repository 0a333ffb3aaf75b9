import { type GroupText, parseGroup } from "../../domain/orders/contingency/group-validation.ts";
import { type Actor, authorize } from "../access/authorize.ts";
import { type ControlAnswer, refused } from "../controls/control-action.ts";
import { PLACE_LIFE_MS, requestControl } from "../controls/request-control.ts";
import type { Desk } from "../desk.ts";

type PlaceGroupInput = { readonly portfolioId: string; readonly key: string; readonly group: GroupText };

/**
 * Puts an entry with its legs, or an OCO, into the worker's queue as one command: risk lets all of them pass or none. The same
 * key sent again returns the first answer and trades nothing.
 */
export async function placeGroup(desk: Desk, actor: Actor, input: PlaceGroupInput): Promise<ControlAnswer> {
  const { portfolioId, key, group } = input;
  await authorize(desk.database, actor, "order:place", portfolioId);
  const parsed = parseGroup(group);
  if (!parsed.ok) return refused(parsed.rejection);
  const { entry, legs } = parsed.value;
  return requestControl(desk, actor, {
    portfolioId,
    key,
    permission: "order:place",
    lifeMs: PLACE_LIFE_MS,
    action: (userId) => {
      const source = { kind: "manual", userId, key } as const;
      return {
        kind: "place-group",
        entry: entry === null ? null : { ...entry, source },
        legs: legs.map(({ role, intent }) => ({ role, intent: { ...intent, source } })),
      };
    },
    deed: { action: "order.place-group", target: key, after: group },
  });
}
