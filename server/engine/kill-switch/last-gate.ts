import { isAtLeast, isClosingOf, reachedBy, type Stop, strictestOver } from "../../domain/kill-switch/stop.ts";
import { wholeLots } from "../../domain/markets/instrument.ts";
import type { OrderEvent } from "../../domain/orders/order-event.ts";
import { positionLots } from "../../domain/risk/reducible.ts";
import type { EngineCommand } from "../engine-command.ts";
import type { ControlEvent } from "../engine-event.ts";
import type { EngineState } from "../engine-state.ts";
import { closingView } from "../orders/closing-view.ts";
import { openLots } from "../orders/open-quantity.ts";

type Held = Pick<Stop, "scope" | "action">;
const CODE = "stopped-before-sending";
const MESSAGE = "The kill switch was pulled before this order left the desk. It was never sent and will not trade.";

/**
 * Asked as a command is about to leave, after its commit: what was approved before the switch was pulled does not go out after
 * it. `waiting` are commands that lie in the inbox still. Null lets it leave; else the answer that its venue never had to
 * give. Fails closed; a cancel always leaves.
 */
export function lastGate(
  state: EngineState,
  waiting: readonly ControlEvent[],
  command: EngineCommand,
  at: number,
): OrderEvent | null {
  if (command.kind === "cancel-order") return null;
  if (mayLeave(state, waiting, command)) return null;
  return command.kind === "submit-order"
    ? { kind: "rejected", orderId: command.order.id, at, code: CODE, message: MESSAGE }
    : {
        kind: "amend-rejected",
        orderId: command.orderId,
        at,
        revision: command.revision,
        code: CODE,
        message: MESSAGE,
      };
}

function mayLeave(
  state: EngineState,
  waiting: readonly ControlEvent[],
  command: Exclude<EngineCommand, { kind: "cancel-order" }>,
): boolean {
  try {
    if (state.stops.length === 0 && waiting.length === 0) return true;
    const { order } = command;
    const record = state.working.get(order.id);
    if (record === undefined) return false; // It ended meanwhile.
    const { holding } = record;
    const pulled = waiting.flatMap(stopOf);
    const stop = strictestOver<Held>([...state.stops, ...pulled], reachedBy(order, holding.instrument));
    if (stop === null) return true;
    if (command.kind === "amend-order") return false;
    if (isAtLeast(stop.action, "cancel-orders") && !isClosingOf(state.stops, order)) return false;
    const own = openLots(record.order);
    const { side } = order;
    const view = closingView(state, holding, order.id);
    const { instrument } = holding;
    const freeLots =
      positionLots(side, view) - wholeLots(instrument, side === "buy" ? view.workingBuyUnits : view.workingSellUnits);
    return order.quantityLots <= freeLots + own;
  } catch {
    return false;
  }
}

/** What a command in the inbox will pull. */
function stopOf({ action, isExpired }: ControlEvent): Held[] {
  if (isExpired || action.kind !== "halt") return [];
  return [{ scope: action.scope ?? { kind: "portfolio" }, action: action.action ?? "cancel-orders" }];
}
