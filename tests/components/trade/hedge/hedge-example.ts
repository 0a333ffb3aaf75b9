import { present } from "../../../../server/domain/errors/invariant.ts";
import { UNTOUCHED } from "../../../../server/domain/margin/margin-account.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../../server/domain/orders/order.ts";
import type { Direction } from "../../../../server/domain/positions/lot.ts";
import { aLot, anOrder, aSnapshot } from "../../live/portfolio-examples.ts";

export const PERP = present(findInstrument("BTC-USDT-PERP"), "BTC is listed");
const { id: instrumentId } = PERP;

/** 0.3 BTC long and 0.2 short at 50,000, and these orders. */
export const bothSides = (orders: readonly Order[] = []) =>
  aSnapshot({
    orders,
    lots: [lot("long", 300), lot("short", 200)],
    positions: [
      { instrumentId, realisedUnits: 0, margin: { ...UNTOUCHED, positionMode: "hedge" } },
      { instrumentId, positionSide: "long", realisedUnits: 0, margin: { ...UNTOUCHED, netLots: 300 } },
      { instrumentId, positionSide: "short", realisedUnits: 0, margin: { ...UNTOUCHED, netLots: -200 } },
    ],
  });

const lot = (direction: Direction, lots: number) =>
  aLot({
    ...{ id: direction, instrumentId, direction, quantityUnits: lots * 10_000_000, costUnits: lots * 5_000_000_000 },
  });

export const orderIn = (terms: Partial<Order>) => anOrder({ instrumentId, type: "market", priceTicks: null, ...terms });

/** A stop of the worker over so many lots. */
export const stopIn = (positionSide: Direction, quantityLots: number, priceTicks: number) =>
  orderIn({
    ...{ id: `stop-${positionSide}`, positionSide, quantityLots, isReduceOnly: true, status: "emulated" },
    side: positionSide === "long" ? "sell" : "buy",
    trigger: { kind: "stop-loss", by: "mark", priceTicks },
  });
