import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { Order, OrderTerms } from "../../server/domain/orders/order.ts";
import type { VenueEvent } from "../../server/engine/ports.ts";
import type { Batch } from "../../server/engine/trading-session.ts";
import { GuardBook, isChangedThere } from "./auditor-guards.ts";
import { isDead } from "./auditor-moves.ts";
import { isHeldStatus, type OrderAmended, type Seen } from "./auditor-orders.ts";

type Asked = { readonly to: OrderTerms; readonly ownLots: number };

const HAS_BEEN_ASKED: ReadonlySet<string> = new Set(["pending-cancel", "unknown", "partially-filled"]);
/** A venue that refuses is asked again after a while. */
const PATIENCE_MS = 1_000;

/** Venues at which an order stands until it is canceled, by the auditor's own table. */
const isTimeless = ({ venue, kind }: Instrument): boolean =>
  venue === "plain" || venue === "bybit" || (venue === "binance" && kind === "spot");

/**
 * Orders that take the place of others at venues that change none where they stand: each only after the venue has canceled the
 * old one, once, and for no more than the new terms leave. And orders whose time such venues do not keep: the session does.
 */
export class ReplacementBook {
  readonly #orders: ReadonlyMap<string, Seen>;
  readonly #counts: { replaced: number; changedThere: number };
  readonly guards: GuardBook;
  readonly #isTimeless: (order: Pick<Order, "instrumentId">) => boolean;
  readonly #instrumentOf: (id: string) => Instrument;
  readonly #asked = new Map<string, Asked>();
  /** What the venue said, whether or not it was heard. */
  readonly #canceledThere = new Set<string>();
  readonly #replaced = new Set<string>();
  readonly #cancelTriedAt = new Map<string, number>();

  constructor(
    orders: ReadonlyMap<string, Seen>,
    counts: { replaced: number; guards: number; takenOver: number; changedThere: number },
    instrumentOf: (id: string) => Instrument,
    netLots: (of: Order) => bigint,
    isExact: () => boolean,
  ) {
    this.guards = new GuardBook({ orders, netLots, isExact }, counts);
    this.#orders = orders;
    this.#counts = counts;
    this.#instrumentOf = instrumentOf;
    this.#isTimeless = ({ instrumentId }) => isTimeless(instrumentOf(instrumentId));
  }

  told(answer: VenueEvent): void {
    this.guards.told(answer);
    if (answer.kind === "canceled") this.#canceledThere.add(answer.orderId);
  }

  /** What of a batch's amendments goes out as a cancel instead. */
  amended({ orderId, step, to, amendment, quantityLots }: OrderAmended): string | null {
    if (step === "amend-requested" && amendment?.isReplacement) this.#asked.set(orderId, { to, ownLots: quantityLots });
    if (step === "amend-rejected") this.#asked.delete(orderId);
    if (step === "amended" && to.triggerTicks !== undefined) this.#counts.changedThere += 1;
    if (step === "amended" && this.#asked.has(orderId)) return `order "${orderId}" was changed where it cannot be`;
    return null;
  }

  placed(next: Order): string | null {
    const id = next.replaces;
    if (!id) return null;
    const asked = this.#asked.get(id);
    const old = this.#orders.get(id);
    const name = `order "${next.id}" takes the place of "${id}"`;
    if (old !== undefined && asked === undefined && this.guards.isGuard(old.order)) {
      const isNeedless = next.status !== "emulated" && isChangedThere(old.order, this.#instrumentOf(next.instrumentId));
      return isNeedless ? `${name}, which its venue would have changed` : this.guards.placed(next, old.order);
    }
    if (asked === undefined || old === undefined) return `${name}, which nobody asked for`;
    if (this.#replaced.has(id)) return `${name} for the second time`;
    if (!isDead(old.order.status) || !this.#canceledThere.has(id)) return `${name} before that was canceled`;
    this.#replaced.add(id);
    this.#counts.replaced += 1;
    const filled = [...old.fills.values()].reduce((sum, fill) => sum + fill.quantityLots, 0);
    const left = asked.to.quantityLots - filled;
    if (next.quantityLots !== left) return `${name} with ${next.quantityLots} lots, and ${left} are left`;
    const isSame = next.side === old.order.side && next.instrumentId === old.order.instrumentId;
    const priceTicks = old.order.type === "market" ? null : asked.to.priceTicks;
    return isSame && next.priceTicks === priceTicks ? null : `${name} with other terms than were asked for`;
  }

  /** A batch asks for the cancel of each order that another is to replace, and sends no change of it. */
  problemWith(batch: Batch): string | null {
    const { at, changes, commands } = batch;
    for (const change of changes) {
      // A refusal that comes late begins the wait anew.
      if (change.kind === "order-updated" && (change.step === "cancel-requested" || change.step === "cancel-rejected"))
        this.#cancelTriedAt.set(change.orderId, change.at);
    }
    for (const command of commands) {
      if (command.kind === "submit-order" && command.order.expiresAt !== null && this.#isTimeless(command.order))
        return `order "${command.order.id}" was sent with a time that its venue does not know`;
    }
    for (const { order } of this.#orders.values()) {
      if (order.expiresAt === null || order.expiresAt + PATIENCE_MS >= at || isDead(order.status)) continue;
      if (isHeldStatus(order.status) || HAS_BEEN_ASKED.has(order.status) || !this.#isTimeless(order)) continue;
      if ((this.#cancelTriedAt.get(order.id) ?? 0) + PATIENCE_MS < at)
        return `order "${order.id}" is ${order.status} after its time`;
    }
    for (const change of changes) {
      if (change.kind !== "order-amended" || change.step !== "amend-requested") continue;
      if (change.amendment?.isReplacement !== true) continue;
      const own = commands.filter((each) => each.kind !== "submit-order" && each.orderId === change.orderId);
      if (!own.some(({ kind }) => kind === "cancel-order")) return `order "${change.orderId}" is replaced uncanceled`;
      if (own.some(({ kind }) => kind === "amend-order")) return `order "${change.orderId}" is changed and replaced`;
    }
    return this.guards.problemWith(batch) ?? this.guards.problemWithKept(this.#instrumentOf);
  }
}
