import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import { isOrderEvent } from "../../server/domain/orders/order-event.ts";
import type { EngineCommand } from "../../server/engine/engine-command.ts";
import type { Venue, VenueAccount, VenueEvent } from "../../server/engine/ports.ts";
import type { Auditor } from "./auditor.ts";
import type { Seeded } from "./seeded.ts";

/** What can go wrong between a venue and us. Each seed switches on some of them. */
export const VENUE_FAULTS = ["duplicate", "late-fill", "lost-answer", "late-answer", "shuffled"] as const;
export type VenueFault = (typeof VENUE_FAULTS)[number];

type Held = { readonly answer: VenueEvent; turns: number };

/** A venue whose answers come back twice, late, in another order, or only when asked again. What it does is told to the auditor first. */
export class FaultyVenue implements Venue {
  readonly #inner: Venue;
  readonly #random: Seeded;
  readonly #faults: ReadonlySet<VenueFault>;
  readonly #auditor: Auditor;
  /** A paper venue that dies with us counts an order's fills from what was booked: none of them may be under way then. */
  readonly #keepsFillsInOrder: boolean;
  /** A planted bug: a cancel that was sent is taken for one that was done, or a stop that was sent for one that is there. */
  readonly #trusts: "cancels" | "stops" | null;
  #held: Held[] = [];
  /** Whether the session has journaled all that was said to it. */
  isSettled: () => boolean = () => false;
  readonly #sent = new Map<string, EngineCommand>();
  readonly #lostOrderIds = new Set<string>();

  constructor(
    inner: Venue,
    random: Seeded,
    faults: ReadonlySet<VenueFault>,
    auditor: Auditor,
    keepsFillsInOrder: boolean,
    trusts: "cancels" | "stops" | null = null,
  ) {
    this.#trusts = trusts;
    this.#inner = inner;
    this.#random = random;
    this.#faults = faults;
    this.#auditor = auditor;
    this.#keepsFillsInOrder = keepsFillsInOrder;
  }

  observe(event: MarketEvent, account?: VenueAccount): readonly VenueEvent[] {
    const due = this.#due();
    this.#auditor.duties.before(event, account !== undefined && this.isSettled());
    const answers = this.relay(this.#inner.observe(event, account));
    this.#auditor.venueSaw(event);
    return [...due, ...answers];
  }

  execute(command: EngineCommand, at: number): readonly VenueEvent[] {
    this.#auditor.sent(command);
    if (command.kind === "submit-order") this.#sent.set(command.order.id, command);
    const answers = this.relay(this.#inner.execute(command, at));
    if (this.#trusts === "stops" && command.kind === "submit-order" && command.order.replaces) {
      const { id: orderId } = command.order;
      return [{ kind: "accepted", orderId, at, venueOrderId: "soon" }, ...answers];
    }
    if (this.#trusts !== "cancels" || command.kind !== "cancel-order") return answers;
    return [...answers, { kind: "canceled", orderId: command.orderId, at, code: "requested" }];
  }

  /** A planted bug: what was not heard of is sent again. */
  resendLost(at: number): readonly VenueEvent[] {
    const lost = [...this.#lostOrderIds].flatMap((id) => this.#sent.get(id) ?? []);
    this.#lostOrderIds.clear();
    return lost.flatMap((command) => this.execute(command, at));
  }

  /** Lets everything out that was held back. */
  flush(): readonly VenueEvent[] {
    const answers = this.#held.map(({ answer }) => answer);
    this.#held = [];
    return answers;
  }

  relay(answers: readonly VenueEvent[]): readonly VenueEvent[] {
    const told: VenueEvent[] = [];
    for (const answer of answers) {
      this.#auditor.venueSaid(answer);
      this.#tell(answer, told);
    }
    return this.#faults.has("shuffled") && !this.#keepsFillsInOrder ? this.#random.shuffle(told) : told;
  }

  #tell(answer: VenueEvent, told: VenueEvent[]): void {
    const has = (fault: VenueFault, probability: number) => this.#faults.has(fault) && this.#random.chance(probability);
    if (!isOrderEvent(answer)) {
      told.push(answer);
      if (has("duplicate", 0.5)) this.#hold(answer);
      return;
    }
    const isHeldBack = answer.kind !== "filled" || !this.#keepsFillsInOrder;
    const isLate = has("late-answer", 0.2) || (answer.kind === "filled" && has("late-fill", 0.3));
    if (isHeldBack && has("lost-answer", 0.15)) {
      this.#lostOrderIds.add(answer.orderId);
      told.push({ kind: "lost", orderId: answer.orderId, at: answer.at });
      this.#hold(answer);
    } else if (isHeldBack && isLate) this.#hold(answer);
    else told.push(answer);
    if (!has("duplicate", 0.3)) return;
    if (this.#random.chance(0.5)) this.#hold(answer);
    else told.push(answer);
  }

  #hold(answer: VenueEvent): void {
    this.#held.push({ answer, turns: this.#random.between(1, 12) });
  }

  #due(): VenueEvent[] {
    for (const held of this.#held) held.turns -= 1;
    const due = this.#held.filter(({ turns }) => turns <= 0).map(({ answer }) => answer);
    this.#held = this.#held.filter(({ turns }) => turns > 0);
    return due;
  }
}
