import { accept, type Result, refuse } from "../errors/rejection.ts";
import type { Instrument } from "../markets/instrument.ts";
import type { Integer } from "../money/integer.ts";
import type { Side } from "../orders/order-type.ts";
import { closeQuantity } from "./close-quantity.ts";

type TurnedPosition = {
  readonly instrument: Instrument;
  /** Net, in base units: positive long. */
  readonly netUnits: Integer;
  /** Open quantity of the orders of the position that work on the side which closes it, in lots. */
  readonly workingLots: number;
  /** An execution algorithm works there, which sends more whenever it likes. */
  readonly hasAlgorithm: boolean;
  /** What a closing order would trade at now; 0 while there is no price. */
  readonly touchTicks: number;
};

/**
 * The side and size of both orders that turn a position: one closes it, the other opens as much the other way. Refuses where nothing may
 * be short, where there is nothing to turn, and while anything works that could make more of it than was held: orders of the other side
 * cannot, they would only give some of it back.
 */
export function reverseQuantity(position: TurnedPosition): Result<{ side: Side; quantityLots: number }> {
  const { instrument, netUnits, workingLots, hasAlgorithm, touchTicks } = position;
  const { name } = instrument;
  if (instrument.kind === "spot")
    return refuse("not-margined", `${name} is paid in full and cannot be sold short. Close the position instead.`);
  const close = closeQuantity({ instrument, netUnits, closingUnits: 0, touchTicks }, "all");
  if (!close.ok) return close;
  const { side } = close.value;
  if (workingLots > 0) {
    const message = `Other ${side} orders work in ${name}, and would ${side} beyond what is turned. Cancel them first.`;
    return refuse("orders-working", message, { side });
  }
  if (hasAlgorithm)
    return refuse("algorithm-working", `An algorithm works in ${name}, and would go on. Cancel it first.`);
  return accept(close.value);
}
