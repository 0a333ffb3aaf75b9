import type { Rejection } from "../../errors/rejection.ts";
import { formatQuantity, notionalUnits } from "../../markets/instrument.ts";
import { formatUnits } from "../../money/money.ts";
import { isWaiting } from "../../orders/order.ts";
import { touchTicks } from "../price-reference.ts";
import type { RiskLimit } from "../risk-limit.ts";

const deny = (code: string, message: string, facts: Record<string, string>): Rejection => ({ code, message, facts });

/** The venue's grid and largest quantity: what an order that may still grow in the worker must keep. */
export const instrumentGridLimit: RiskLimit = (order, { instrument }) => {
  const { quantityLots, priceTicks } = order;
  if (!Number.isSafeInteger(quantityLots) || quantityLots < 1) {
    return deny(
      "quantity-not-positive",
      `Quantity "${quantityLots}" lots must be at least one lot of ${instrument.lot} ${instrument.base}.`,
      {},
    );
  }
  if (quantityLots > instrument.quantityLotsMax) {
    const quantity = formatQuantity(instrument, quantityLots);
    const most = formatQuantity(instrument, instrument.quantityLotsMax);
    return deny(
      "quantity-above-maximum",
      `Quantity "${quantity}" is above ${instrument.name}'s largest order "${most}". Use at most ${most}.`,
      { quantity, most },
    );
  }
  const hasNoLimitYet = order.trigger?.kind === "trailing-stop" && isWaiting(order);
  if (
    order.type === "limit" &&
    !hasNoLimitYet &&
    (priceTicks === null || !Number.isSafeInteger(priceTicks) || priceTicks < 1)
  ) {
    return deny("price-not-positive", `Price "${priceTicks}" must be at least one tick of ${instrument.tick}.`, {});
  }
  return null;
};

/** The venue's grid and sizes: whole ticks and lots, smallest notional, largest quantity. */
export const instrumentRulesLimit: RiskLimit = (order, view) => {
  const offGrid = instrumentGridLimit(order, view);
  if (offGrid !== null) return offGrid;
  const { instrument, price } = view;
  const { quantityLots, priceTicks } = order;
  const expectedTicks = priceTicks ?? (isWaiting(order) ? order.boundTicks : touchTicks(price, order.side));
  if (expectedTicks > 0) {
    const notional = notionalUnits(instrument, expectedTicks, quantityLots);
    if (notional < instrument.minNotionalUnits) {
      const value = formatUnits(notional, instrument.quote);
      const least = formatUnits(instrument.minNotionalUnits, instrument.quote);
      return deny(
        "notional-below-minimum",
        `Order value "${value}" ${instrument.quote} is below ${instrument.name}'s minimum "${least}". Increase the quantity.`,
        { value, least },
      );
    }
  }
  return null;
};
