import { oppositeSide, type Side } from "../../domain/orders/order-type.ts";
import { meets, restingTicks, restsAtVenue } from "../../domain/orders/self-trade.ts";
import type { OrderRecord } from "../engine-state.ts";

type Resting = { readonly record: OrderRecord; ticks: number };
/** Each side from the worst price to the best: what could be met first stands last. */
type Sides = { readonly buy: Resting[]; readonly sell: Resting[] };

/** The portfolio's own orders that rest at their venues, by price: those that another would meet are found without looking at the rest. */
export class OwnOrders {
  readonly #sides = new Map<string, Sides>();
  readonly #byId = new Map<string, Resting>();

  /** An order came, went or has other terms. */
  note(record: OrderRecord): void {
    const { order } = record;
    const known = this.#byId.get(order.id);
    if (!restsAtVenue(order)) {
      if (known !== undefined) this.#drop(known);
      return;
    }
    const ticks = restingTicks(order);
    if (known?.ticks === ticks) return;
    if (known !== undefined) this.#drop(known);
    const resting = { record, ticks };
    this.#byId.set(order.id, resting);
    const side = this.#sideOf(record);
    side.splice(placeOf(side, order.side, ticks), 0, resting);
  }

  /** Those that an order of this side would meet if it reaches so far, the first to be met first. */
  met(instrumentId: string, by: Side, reachTicks: number): OrderRecord[] {
    const side = this.#sides.get(instrumentId)?.[oppositeSide(by)];
    const found: OrderRecord[] = [];
    for (let index = (side?.length ?? 0) - 1; index >= 0; index--) {
      const resting = side?.[index];
      if (resting === undefined || !meets(by, reachTicks, resting.ticks)) break;
      found.push(resting.record);
    }
    return found;
  }

  #drop(resting: Resting): void {
    const { order } = resting.record;
    this.#byId.delete(order.id);
    const side = this.#sideOf(resting.record);
    let index = placeOf(side, order.side, resting.ticks) - 1;
    while (side[index] !== resting) index -= 1;
    side.splice(index, 1);
  }

  #sideOf({ order: { instrumentId, side } }: OrderRecord): Resting[] {
    let sides = this.#sides.get(instrumentId);
    if (sides === undefined) {
      sides = { buy: [], sell: [] };
      this.#sides.set(instrumentId, sides);
    }
    return sides[side];
  }
}

/** Behind all that are worse or as good. */
function placeOf(list: readonly Resting[], side: Side, ticks: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = list[middle]?.ticks ?? 0;
    if (side === "buy" ? other <= ticks : other >= ticks) low = middle + 1;
    else high = middle;
  }
  return low;
}
