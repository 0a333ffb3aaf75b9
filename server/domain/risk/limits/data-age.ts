import { touchTicks } from "../price-reference.ts";
import { closableLots } from "../reducible.ts";
import type { RiskLimit } from "../risk-limit.ts";

/**
 * No order on a missing or crossed price or after a recording's end, and none that adds risk on an invalid or stale one. What only closes a position may
 * go on either; what a person confirmed may go on a stale price, but not on an invalid one.
 */
export const dataAgeLimit: RiskLimit = (order, view) => {
  const { price, instrument } = view;
  if (price === null || touchTicks(price, order.side) === 0) {
    return {
      code: "price-missing",
      message: `There is no price for ${instrument.name} yet. Wait for market data.`,
      facts: {},
    };
  }
  if (price.bidTicks !== 0 && price.askTicks !== 0 && price.bidTicks > price.askTicks) {
    return {
      code: "price-crossed",
      message: `${instrument.name}'s bid is above its ask. Wait until the market data is sound.`,
      facts: {},
    };
  }
  if (price.hasEnded) {
    return {
      code: "market-ended",
      message: `${instrument.name}'s recording has ended. Start the desk on another feed to trade.`,
      facts: {},
    };
  }
  const ageMs = view.now - price.at;
  if (price.isValid && (ageMs <= price.staleAfterMs || order.acceptsStalePrice)) return null;
  if (order.quantityLots <= closableLots(order, view)) return null;
  if (!price.isValid) {
    return {
      code: "price-invalid",
      message: `${instrument.name}'s market data is broken and being put in order. Wait until it is whole again.`,
      facts: {},
    };
  }
  const seconds = (ageMs / 1_000).toFixed(1);
  return {
    code: "price-stale",
    message: `${instrument.name}'s price is "${seconds}" s old. Wait for fresh data, or confirm the stale price.`,
    facts: { ageMs: String(ageMs) },
  };
};
