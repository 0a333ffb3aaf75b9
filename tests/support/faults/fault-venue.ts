import type { MarketEvent } from "../../../server/domain/markets/market-event.ts";
import type { OrderEvent } from "../../../server/domain/orders/order-event.ts";
import { isOrderEvent } from "../../../server/domain/orders/order-event.ts";
import type { EngineCommand } from "../../../server/engine/engine-command.ts";
import type { Venue, VenueAccount, VenueEvent } from "../../../server/engine/ports.ts";
import type { Auditor } from "../auditor.ts";

/** What goes wrong at the venue. Each answers null to let things go their way. */
export type VenueScript = {
  /** What the venue says to a command instead of taking it. */
  readonly refuse?: (command: EngineCommand, at: number) => readonly OrderEvent[] | null;
  /** What the venue does to the account by itself is told twice. */
  readonly repeatsItself?: boolean;
  /** What is heard of an answer instead of it; "hold" keeps it back until it is asked for. */
  readonly hear?: (answer: OrderEvent) => readonly OrderEvent[] | "hold" | null;
};

/** The simulated venue behind a script of faults; the auditor is told first what it really did. */
export class FaultVenue implements Venue {
  /** Ids of the orders that were sent to it, in order. */
  readonly sent: string[] = [];
  readonly #inner: Venue;
  readonly #auditor: Auditor;
  readonly #script: VenueScript;
  #held: VenueEvent[] = [];
  #isOver = false;

  constructor(inner: Venue, auditor: Auditor, script: VenueScript) {
    this.#inner = inner;
    this.#auditor = auditor;
    this.#script = script;
  }

  observe(event: MarketEvent, account?: VenueAccount): readonly VenueEvent[] {
    return this.#told(this.#inner.observe(event, account));
  }

  execute(command: EngineCommand, at: number): readonly VenueEvent[] {
    this.#auditor.sent(command);
    if (command.kind === "submit-order") this.sent.push(command.order.id);
    const refused = this.#isOver ? null : (this.#script.refuse?.(command, at) ?? null);
    return refused ?? this.#told(this.#inner.execute(command, at));
  }

  /** Nothing goes wrong any more. */
  end(): void {
    this.#isOver = true;
  }

  /** What was held back. */
  flush(): readonly VenueEvent[] {
    const held = this.#held;
    this.#held = [];
    return held;
  }

  #told(answers: readonly VenueEvent[]): readonly VenueEvent[] {
    return answers.flatMap((answer): readonly VenueEvent[] => {
      this.#auditor.venueSaid(answer);
      const isOwn = !isOrderEvent(answer);
      if (isOwn && this.#script.repeatsItself === true) return [answer, answer];
      const heard = this.#isOver || isOwn ? null : (this.#script.hear?.(answer) ?? null);
      if (heard !== "hold") return heard ?? [answer];
      this.#held.push(answer);
      return [];
    });
  }
}
