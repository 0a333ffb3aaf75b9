import { expect, it } from "vitest";
import type { Leg } from "../../server/domain/orders/contingency/group-legality.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { isHeld, isTerminal } from "../../server/domain/orders/order-status.ts";
import { DEFAULT_RISK_SETTINGS } from "../../server/domain/risk/risk-settings.ts";
import type { EngineState } from "../../server/engine/engine-state.ts";
import { placeTogether } from "../engine/contingencies/group-example.ts";
import {
  BTC,
  bookAt,
  control,
  expectSound,
  filled,
  intent,
  market,
  pricedDesk,
  START,
  venue,
} from "../engine/desk-example.ts";
import { Seeded } from "../support/seeded.ts";
import { ContingencyReference, ROLES, type Role } from "./contingency-reference.ts";

const SEEDS = 260;
const MOVES = 60;
const ENTRY = 5_000_000;
/** An entry may fill in parts that no venue would take as an order of their own. */
const LEAST = 1;

/** A bracket in an engine whose venue is this test: it fills in parts, late, and while it is asked to cancel. */
class Desk {
  readonly state: EngineState = pricedDesk({ settings: { ...DEFAULT_RISK_SETTINGS, ordersPerSecondMax: 10_000 } });
  readonly reference: ContingencyReference;
  readonly entryId: string;
  readonly sign: 1 | -1;
  readonly #random: Seeded;
  readonly #lots: number;
  #at = START;
  /** How often each thing happened. */
  readonly seen: Record<string, number> = {};

  constructor(random: Seeded) {
    this.#random = random;
    this.#lots = random.between(60, 400);
    this.sign = random.pick([1, -1]);
    const side = this.sign === 1 ? "buy" : "sell";
    const levels = {
      stop: ENTRY - this.sign * random.between(2_000, 60_000),
      target: ENTRY + this.sign * random.between(2_000, 60_000),
    };
    const roles = random.chance(0.7) ? ROLES : [random.pick(ROLES)];
    const legs = roles.map((role) => this.#leg(role, levels[role]));
    const entry = intent({ side, quantityLots: this.#lots, priceTicks: ENTRY });
    const { outcome, ids } = placeTogether(this.state, { entry, legs });
    expect(outcome.kind).toBe("done");
    this.entryId = ids.entry;
    this.reference = new ContingencyReference(this.sign, Object.fromEntries(roles.map((role) => [role, levels[role]])));
  }

  #leg(role: Role, level: number): Leg {
    const isLimit = this.#random.chance(role === "target" ? 0.7 : 0.3);
    return {
      role,
      intent: intent({
        side: this.sign === 1 ? "sell" : "buy",
        type: isLimit ? "limit" : "market",
        priceTicks: isLimit ? level : null,
        quantityLots: this.#lots,
        isReduceOnly: true,
        trigger: { kind: role === "stop" ? "stop-loss" : "take-profit", by: "last", priceTicks: level },
      }),
    };
  }

  get orders(): Order[] {
    return [...this.state.working.values(), ...this.state.closed.values()].map(({ order }) => order);
  }

  legs(role: Role): Order[] {
    return this.orders.filter(({ contingency }) => contingency?.role === role);
  }

  #count(what: string): void {
    this.seen[what] = (this.seen[what] ?? 0) + 1;
  }

  move(): void {
    const random = this.#random;
    const roll = random.next();
    if (roll < 0.25) this.#price();
    else if (roll < 0.45) this.#fillEntry();
    else if (roll < 0.8) this.#answerLeg();
    else if (roll < 0.88) this.#endEntry();
    else if (roll < 0.94) this.#moveLeg();
    else this.#dropLeg();
  }

  /** A trade, now and then behind a gap. */
  #price(): void {
    const far = this.#random.chance(0.4) ? 90_000 : 12_000;
    const middle = ENTRY + this.#random.between(-far, far);
    this.#at += 50;
    market(this.state, bookAt(this.#at, middle - 50, middle + 50));
    this.#at += 50;
    this.reference.tell({ kind: "price", price: middle });
    market(this.state, {
      kind: "trade",
      instrumentId: BTC,
      at: this.#at,
      tradeId: `p${this.#at}`,
      priceTicks: middle,
      quantityLots: 5,
      aggressor: "buy",
    });
  }

  #fill(order: Order, atMost: number): number {
    const isWhole = atMost < 2 * LEAST || this.#random.chance(0.3);
    const lots = isWhole ? atMost : this.#random.between(LEAST, atMost - LEAST);
    const priceTicks = order.priceTicks ?? order.boundTicks;
    venue(this.state, filled(order.id, lots, { at: this.#at, priceTicks }));
    return lots;
  }

  #entry(): Order {
    const entry = this.orders.find(({ id }) => id === this.entryId);
    if (entry === undefined) throw new Error("The entry is gone");
    return entry;
  }

  #fillEntry(): void {
    const entry = this.#entry();
    const left = entry.quantityLots - entry.filledLots;
    const isLate = isTerminal(entry.status);
    if (left === 0 || (isLate && this.#random.chance(0.7))) return;
    this.#count(isLate ? "late entry fill" : entry.status === "pending-cancel" ? "fill races cancel" : "entry fill");
    this.reference.tell({ kind: "entered", lots: this.#fill(entry, left) });
  }

  #endEntry(): void {
    const entry = this.#entry();
    if (isTerminal(entry.status)) return;
    if (entry.status !== "pending-cancel") control(this.state, { kind: "cancel-order", orderId: entry.id });
    else if (this.#random.chance(0.3))
      venue(this.state, { kind: "cancel-rejected", orderId: entry.id, at: this.#at, code: "busy" });
    else {
      venue(this.state, { kind: "canceled", orderId: entry.id, at: this.#at, code: "requested" });
      this.reference.tell({ kind: "entry-over" });
      this.#count("entry canceled");
    }
  }

  /** What is at the venue is acknowledged, filled in part or, when it is asked for, canceled. */
  #answerLeg(): void {
    const out = ROLES.flatMap((role) => this.legs(role).map((order) => ({ role, order }))).filter(
      ({ order }) => !isTerminal(order.status) && !isHeld(order.status),
    );
    const random = this.#random;
    const [first] = random.shuffle(out);
    if (first === undefined) return;
    const { role, order } = first;
    if (order.status === "submitted")
      venue(this.state, { kind: "accepted", orderId: order.id, at: this.#at, venueOrderId: `v${order.id}` });
    else if (order.status === "pending-cancel" && random.chance(0.5)) {
      venue(this.state, { kind: "canceled", orderId: order.id, at: this.#at, code: "requested" });
      this.#count("leg gives way");
      // It gave way to the other leg: what it guarded that one guards alone.
      this.reference.tell({ kind: "dropped", role });
    } else if (order.status === "pending-cancel" || random.chance(0.4)) {
      this.#count(order.status === "pending-cancel" ? "leg fill races cancel" : "leg fill");
      this.reference.tell({ kind: "left", role, lots: this.#fill(order, order.quantityLots - order.filledLots) });
    }
  }

  #moveLeg(): void {
    const role = this.#random.pick(ROLES);
    const legs = this.legs(role).filter(({ status }) => !isTerminal(status));
    const [leg] = legs;
    if (leg === undefined || leg.status !== "emulated" || legs.length > 1) return;
    const level = ENTRY + this.sign * (role === "stop" ? -1 : 1) * this.#random.between(1_000, 70_000);
    const terms = {
      orderId: leg.id,
      priceTicks: leg.type === "limit" ? level : null,
      quantityLots: null,
      triggerTicks: level,
    };
    const { changes } = control(this.state, { kind: "amend-order", ...terms });
    if (!changes.some(({ kind }) => kind === "held-order-changed")) return;
    this.#count("leg moved");
    this.reference.tell({ kind: "moved", role, level });
  }

  #dropLeg(): void {
    const role = this.#random.pick(ROLES);
    const leg = this.legs(role).find(({ status }) => status === "emulated");
    if (leg === undefined || this.#random.chance(0.8)) return;
    for (const { id, status } of this.legs(role))
      if (isHeld(status)) control(this.state, { kind: "cancel-order", orderId: id });
    this.#count("leg dropped");
    this.reference.tell({ kind: "dropped", role });
  }
}

const openOf = ({ quantityLots, filledLots }: Order) => quantityLots - filledLots;

function check(
  {
    state,
    reference,
    sign,
    legs,
  }: { state: EngineState; reference: ContingencyReference; sign: number; legs: (role: Role) => Order[] },
  name: string,
): void {
  const net =
    Number(state.holdings.get(BTC)?.netUnits ?? 0) / Number(state.holdings.get(BTC)?.instrument.baseUnitsPerLot);
  expect(net * sign + 0, `${name}: held`).toBe(reference.held);
  const out = ROLES.filter((role) => legs(role).some(({ status }) => !isTerminal(status) && !isHeld(status)));
  expect(out.length, `${name}: legs at the venue`).toBeLessThan(2);
  for (const role of ROLES) {
    const guarded = reference.guarded(role);
    const live = legs(role).filter(({ status }) => !isTerminal(status));
    const waiting = live.filter(({ contingency }) => contingency?.waitsForEntry);
    if (guarded === null) continue;
    if (reference.waits) expect(waiting.length, `${name}: ${role} waits`).toBe(1);
    else {
      expect(waiting.length, `${name}: ${role} waits for nothing`).toBe(0);
      expect(
        live.reduce((sum, leg) => sum + openOf(leg), 0),
        `${name}: guarded by the ${role}`,
      ).toBe(guarded);
    }
    const hasGone = legs(role).some(({ releasedTicks }) => releasedTicks !== null);
    expect(hasGone, `${name}: the ${role} has fired`).toBe(reference.hasFired(role));
  }
}

it("lets legs guard exactly what was entered and not left, whatever fills, races, gaps and moves come", () => {
  const seen: Record<string, number> = {};
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const desk = new Desk(new Seeded(seed));
    const legs = (role: Role) => desk.legs(role);
    for (let move = 1; move <= MOVES; move += 1) {
      desk.move();
      check({ state: desk.state, reference: desk.reference, sign: desk.sign, legs }, `seed ${seed}, move ${move}`);
    }
    expectSound(desk.state);
    for (const [what, times] of Object.entries(desk.seen)) seen[what] = (seen[what] ?? 0) + times;
  }
  // Paths on which nothing happens prove nothing.
  for (const what of ["entry fill", "leg fill", "leg moved"]) expect(seen[what], what).toBeGreaterThan(100);
  for (const what of [
    "entry canceled",
    "late entry fill",
    "fill races cancel",
    "leg gives way",
    "leg fill races cancel",
    "leg dropped",
  ])
    expect(seen[what], what).toBeGreaterThan(20);
});
