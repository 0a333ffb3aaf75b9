import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { OrderEvent } from "../../server/domain/orders/order-event.ts";
import type { EngineCommand } from "../../server/engine/engine-command.ts";
import type { Venue } from "../../server/engine/ports.ts";

/** A venue that answers as a test tells it to, and remembers in order what reached it. */
export class ScriptedVenue implements Venue {
  readonly log: string[] = [];
  onObserve: (event: MarketEvent) => readonly OrderEvent[] = () => [];
  onExecute: (command: EngineCommand, at: number) => readonly OrderEvent[] = () => [];

  observe(event: MarketEvent): readonly OrderEvent[] {
    this.log.push(`sees ${event.kind}`);
    return this.onObserve(event);
  }

  execute(command: EngineCommand, at: number): readonly OrderEvent[] {
    const orderId = command.kind === "submit-order" ? command.order.id : command.orderId;
    this.log.push(`${command.kind} ${orderId} at ${at}`);
    return this.onExecute(command, at);
  }
}
