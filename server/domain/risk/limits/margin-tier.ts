import { notionalMaxUnits } from "../../margin/margin-tiers.ts";
import { heldAtTicks } from "../../margin/order-margin.ts";
import { baseUnits, valueOfBaseUnits } from "../../markets/instrument.ts";
import { absolute, add, subtract } from "../../money/integer.ts";
import { formatUnits } from "../../money/money.ts";
import type { RiskLimit } from "../risk-limit.ts";

/**
 * The venue's tiers: the more leverage, the smaller the position may become, as if every working order of its side were filled, at the
 * price at which this one holds back its margin.
 */
export const marginTierLimit: RiskLimit = (
  order,
  { margin, instrument, positionUnits, workingBuyUnits, workingSellUnits, settings },
) => {
  if (margin === null || order.isReduceOnly) return null;
  const quantity = baseUnits(instrument, order.quantityLots);
  const after =
    order.side === "buy"
      ? add(add(positionUnits, workingBuyUnits), quantity)
      : subtract(subtract(positionUnits, workingSellUnits), quantity);
  if (absolute(after) <= absolute(positionUnits)) return null;
  const notional = valueOfBaseUnits(
    instrument,
    absolute(after),
    heldAtTicks(order, order.boundTicks, settings.collarBps),
  );
  const mostUnits = notionalMaxUnits(margin.terms.tiers, margin.leverage);
  if (notional <= mostUnits) return null;
  const value = formatUnits(notional, instrument.quote);
  const most = formatUnits(mostUnits, instrument.quote);
  return {
    code: "position-above-leverage",
    message: `The position in ${instrument.name} could reach "${value}" ${instrument.quote}, and at ${margin.leverage}× it may be "${most}". Reduce the quantity, or use less leverage.`,
    facts: { value, most, leverage: String(margin.leverage) },
  };
};
