import type { OrderRecord } from "../../server/engine/engine-state.ts";
import { ExpiringOrders } from "../../server/engine/orders/expiring-orders.ts";

/** Does not count what an order filled before another took its place. */
export class GenerousReplacements extends Map<string, OrderRecord> {
  readonly #done = new WeakSet<OrderRecord>();
  override get(id: string): OrderRecord | undefined {
    const record = super.get(id);
    const { amendment = null, filledLots = 0 } = record?.order ?? {};
    if (record === undefined || !amendment?.isReplacement || filledLots === 0 || this.#done.has(record)) return record;
    this.#done.add(record);
    record.order = { ...record.order, amendment: { ...amendment, quantityLots: amendment.quantityLots + filledLots } };
    return record;
  }
}

/** Never ends an order whose time is up. */
export class Timeless extends ExpiringOrders {
  override takeDue(): string[] {
    return [];
  }
}
