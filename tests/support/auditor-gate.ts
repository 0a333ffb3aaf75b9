import type { Order } from "../../server/domain/orders/order.ts";
import type { Approvals } from "./auditor-approvals.ts";
import type { CashBook } from "./auditor-cash.ts";
import type { LoanBook } from "./auditor-loans.ts";
import type { MarginBook } from "./auditor-margin.ts";
import type { OrderAmended } from "./auditor-orders.ts";
import type { PositionBook } from "./auditor-positions.ts";
import type { SelfTradeBook } from "./auditor-self-trade.ts";
import { keyOf, type SideBook } from "./auditor-sides.ts";
import type { StopBook } from "./auditor-stops.ts";

type Judges = {
  readonly approvals: Approvals;
  readonly cash: CashBook;
  readonly loans: LoanBook;
  readonly margin: MarginBook;
  readonly positions: PositionBook;
  readonly selfTrade: SelfTradeBook;
  readonly sides: SideBook;
  readonly stops: StopBook;
};

/** Every approval of the engine's gate, judged again by all who have a say. */
export class Gate {
  readonly #judges: Judges;

  constructor(judges: Judges) {
    this.#judges = judges;
  }

  problemWith(order: Order): string | null {
    const { approvals, cash, loans, margin, selfTrade, sides, stops } = this.#judges;
    const instrument = margin.instrument(order.instrumentId);
    const world = { ...cash.roomFor(order), isClosing: stops.isClosing(order) };
    const problem = approvals.problemWith(order, instrument, world);
    return (
      sides.problemWith(order) ??
      selfTrade.problemWithBirth(order, instrument) ??
      stops.problemWithApproval(order) ??
      (problem === null ? loans.problemWith(order) : `order "${order.id}" ${problem}`)
    );
  }

  /** What leaves the worker, as it leaves. */
  problemWithRelease(order: Order): string | null {
    const { approvals, cash, loans, margin, positions, selfTrade, stops } = this.#judges;
    const room = { ...cash.roomInstead(order, order), positionUnits: positions.netOf(keyOf(order)) };
    return (
      selfTrade.problemWith(order) ??
      stops.problemWithApproval(order) ??
      approvals.problemWithRelease(order, margin.instrument(order.instrumentId), room) ??
      loans.problemWith(order, order.id)
    );
  }

  problemWithAmendment(order: Order, to: OrderAmended["to"]): string | null {
    const { approvals, cash, loans, margin, selfTrade, stops } = this.#judges;
    const { quantityLots, priceTicks: boundTicks } = to;
    const next = { ...order, quantityLots, boundTicks, amendment: null };
    const isBolder = order.side === "buy" ? boundTicks > order.boundTicks : boundTicks < order.boundTicks;
    return (
      selfTrade.problemWith(order, boundTicks) ??
      stops.problemWithAmendment(order, to) ??
      approvals.problemWithAmendment(order, to, margin.instrument(order.instrumentId), cash.roomInstead(order, next)) ??
      (isBolder || quantityLots > order.quantityLots ? loans.problemWith(next, order.id) : null)
    );
  }
}
