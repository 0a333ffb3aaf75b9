import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { WorkingOrder } from "./working-order.ts";

/** Working orders that end by themselves at a time on the tape. */
export class Expiries {
  readonly #orders = new Set<WorkingOrder>();
  /** When the next one ends; infinite when none does. */
  nextAt = Number.POSITIVE_INFINITY;

  add(order: WorkingOrder): void {
    const { expiresAt } = order.ticket;
    if (!expiresAt) return;
    this.#orders.add(order);
    this.nextAt = Math.min(this.nextAt, expiresAt);
  }

  drop(order: WorkingOrder): void {
    if (!this.#orders.delete(order)) return;
    this.nextAt = Math.min(Number.POSITIVE_INFINITY, ...[...this.#orders].map(endOf));
  }

  /** Those whose time has come, the one that ends first at the front. */
  takeDue(at: Timestamp): WorkingOrder[] {
    if (this.nextAt > at) return [];
    const due = [...this.#orders].filter((order) => endOf(order) <= at);
    return due.sort((a, b) => endOf(a) - endOf(b) || a.arrivalNumber - b.arrivalNumber);
  }
}

const endOf = ({ ticket }: WorkingOrder): Timestamp => ticket.expiresAt ?? Number.POSITIVE_INFINITY;
