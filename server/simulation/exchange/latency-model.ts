import type { Timestamp } from "../../domain/time/timestamp.ts";
import type { EngineCommand } from "../../engine/engine-command.ts";

/** How long a command travels, in tape time; an amendment as long as a submit. */
export type LatencySettings = { readonly submit: number; readonly cancel: number };

export const DEFAULT_LATENCY: LatencySettings = { submit: 20, cancel: 20 };

export type Arrival = { readonly command: EngineCommand; readonly dueAt: Timestamp };

/** Commands on their way, in the order in which they arrive; those of one instant in the order in which they were sent. */
export class Wire {
  readonly #latency: LatencySettings;
  readonly #arrivals: Arrival[] = [];
  /** When the next command arrives; Infinity when none is under way. */
  nextDueAt = Number.POSITIVE_INFINITY;

  constructor(latency: LatencySettings, arrivals: readonly Arrival[] = []) {
    for (const [name, ms] of Object.entries(latency)) {
      if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError(`Latency "${name}" of ${ms} ms must be 0 or more`);
    }
    this.#latency = latency;
    this.#arrivals.push(...arrivals);
    this.nextDueAt = this.#arrivals[0]?.dueAt ?? Number.POSITIVE_INFINITY;
  }

  send(command: EngineCommand, at: Timestamp): void {
    const dueAt = at + (command.kind === "cancel-order" ? this.#latency.cancel : this.#latency.submit);
    let place = this.#arrivals.length;
    while (place > 0 && (this.#arrivals[place - 1]?.dueAt ?? 0) > dueAt) place -= 1;
    this.#arrivals.splice(place, 0, { command, dueAt });
    this.nextDueAt = this.#arrivals[0]?.dueAt ?? Number.POSITIVE_INFINITY;
  }

  /** The next command that has arrived by `at`. */
  receive(at: Timestamp): Arrival | undefined {
    if (this.nextDueAt > at) return undefined;
    const arrival = this.#arrivals.shift();
    this.nextDueAt = this.#arrivals[0]?.dueAt ?? Number.POSITIVE_INFINITY;
    return arrival;
  }

  underWay(): readonly Arrival[] {
    return [...this.#arrivals];
  }

  carriesOrder(orderId: string): boolean {
    return this.#arrivals.some(({ command }) => command.kind === "submit-order" && command.order.id === orderId);
  }
}
