import { ordersUnder, type WorkingOrder } from "../../server/domain/kill-switch/orders-under.ts";
import { covers, type StopAction, type StopScope } from "../../server/domain/kill-switch/stop.ts";
import { type StopChecklist, type StopFacts, stopChecklist } from "../../server/domain/kill-switch/stop-checklist.ts";
import { findInstrument, LISTED_INSTRUMENTS } from "../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { isTerminal } from "../../server/domain/orders/order-status.ts";
import { POSITION_SIDES } from "../../server/domain/positions/position-side.ts";
import type { DeskState } from "../live/desk-store.ts";
import { isHedged } from "../live/hedged.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { holdingOf } from "../trade/ticket/reading/ticket-view.ts";
import { touchOf } from "../trade/ticket/use-ticket.ts";

/** The portfolio as its journal tells it, the way that checklists want it. */
export function stopFacts(snapshot: PortfolioSnapshot, prices: DeskState["prices"]): StopFacts {
  return {
    stops: snapshot.stops,
    working: snapshot.orders.filter(({ status }) => !isTerminal(status)).flatMap((order) => workingOf(order, snapshot)),
    ended: snapshot.orders.filter(({ status }) => isTerminal(status)),
    positions: LISTED_INSTRUMENTS.flatMap((instrument) => {
      const touch = touchOf(instrument, prices[instrument.id]);
      return (isHedged(snapshot, instrument.id) ? POSITION_SIDES : [null]).map((positionSide) => {
        const netUnits = holdingOf(instrument, snapshot, positionSide).positionUnits;
        return { instrument, positionSide, netUnits, touchTicks: (netUnits > 0 ? touch.bid : touch.ask) ?? 0 };
      });
    }),
  };
}

function workingOf(order: Order, snapshot: PortfolioSnapshot): WorkingOrder[] {
  const instrument = findInstrument(order.instrumentId);
  if (instrument === undefined) return [];
  return [
    { order, holding: { instrument, netUnits: holdingOf(instrument, snapshot, order.positionSide).positionUnits } },
  ];
}

export const checklistsOf = (facts: StopFacts): readonly StopChecklist[] =>
  facts.stops.map((stop) => stopChecklist(stop, facts));

const guardsWith: ReadonlySet<string | undefined> = new Set(["stop-loss", "trailing-stop"]);

export type Reach = {
  readonly orders: number;
  /** Those of the orders that guard a position and would be gone with the rest. */
  readonly guards: number;
  readonly positions: number;
};

/** What a stop would find to cancel and to close. */
export function wouldReach({ stops, working, positions }: StopFacts, scope: StopScope, action: StopAction): Reach {
  const open = [...positions].filter(({ netUnits, instrument: { id, venue } }) => {
    return netUnits !== 0 && covers({ scope }, { instrumentId: id, venue, runId: null });
  });
  const canceled = ordersUnder([{ scope, action }], stops, working);
  const guards = canceled.filter(({ order }) => order.isReduceOnly && guardsWith.has(order.trigger?.kind));
  return { orders: canceled.length, guards: guards.length, positions: open.length };
}
