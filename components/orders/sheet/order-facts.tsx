import { formatPrice, formatQuantity, type Instrument } from "../../../server/domain/markets/instrument.ts";
import { add, type Integer } from "../../../server/domain/money/integer.ts";
import type { Fill } from "../../../server/domain/orders/fill.ts";
import type { OrderLife } from "../../../server/domain/orders/order-listing.ts";
import { expiresInWorker } from "../../../server/domain/venues/expiry-place.ts";
import { orderVerb } from "../../live/hedged.ts";
import { averageFillPrice, statusWords, typeWords, whereWords } from "../../trade/order-words.ts";
import { triggerSentence } from "../../trade/trigger-words.ts";
import { formatBalance, formatFee } from "../../ui/format-amount.ts";
import { groupDigits, UNKNOWN } from "../../ui/format-decimal.ts";
import { formatRowTime } from "../../ui/format-time.ts";

type OrderFactsProps = { readonly instrument: Instrument; readonly life: OrderLife };

/** The order in figures. */
export function OrderFacts({ instrument, life }: OrderFactsProps) {
  const { order, placedBy } = life.listed;
  const flags = [order.isPostOnly ? "post-only" : "", order.isReduceOnly ? "reduce-only" : ""]
    .filter(Boolean)
    .join(", ");
  const size = (lots: number) => `${groupDigits(formatQuantity(instrument, lots))} ${instrument.base}`;
  const facts: readonly (readonly [string, string])[] = [
    ["Status", statusWords(order.status)],
    ["Type", `${typeWords(order)}${flags === "" ? "" : `, ${flags}`}`],
    ...(order.trigger === null
      ? []
      : [["Fires when", triggerSentence(instrument, { ...order, trigger: order.trigger })] as const]),
    ...(order.trigger === null ? [] : [["Lives", whereWords(order.status)] as const]),
    ...(order.expiresAt === null
      ? []
      : [["Good until", `${formatRowTime(order.expiresAt)}${expiryWords(instrument, order)}`] as const]),
    ...(order.positionSide ? [["Position", orderVerb(order)] as const] : []),
    ["Size", size(order.quantityLots)],
    [
      "Price",
      order.priceTicks === null
        ? order.type === "limit"
          ? "follows the stop"
          : "market"
        : groupDigits(formatPrice(instrument, order.priceTicks)),
    ],
    ["Filled", size(order.filledLots)],
    ["Average", averageFillPrice(instrument, order) ?? UNKNOWN],
    ["Value filled", `${formatBalance(order.filledUnits, instrument.quote)} ${instrument.quote}`],
    ["Fees", feesOf(life.fills)],
    [order.source.kind === "manual" ? "Placed by" : "Strategy", placedBy],
    ["Order", order.id],
    ["At the venue", order.venueOrderId ?? UNKNOWN],
  ];
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)_auto_minmax(0,1fr)] gap-x-3 gap-y-1.5 max-sm:grid-cols-[auto_minmax(0,1fr)]">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-fg-3">{name}</dt>
          <dd className="truncate" title={value}>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Who ends it where its venue does not. */
const expiryWords = (instrument: Instrument, order: OrderLife["listed"]["order"]): string =>
  expiresInWorker(instrument, order) ? ", expires in the worker" : "";

function feesOf(fills: readonly Fill[]): string {
  const sums = new Map<string, Integer>();
  for (const { feeCurrency, feeUnits } of fills) sums.set(feeCurrency, add(sums.get(feeCurrency) ?? 0, feeUnits));
  if (sums.size === 0) return "none";
  return [...sums].map(([currency, units]) => `${formatFee(units, currency)} ${currency}`).join(", ");
}

/** The executions of the order. */
export function OrderFills({ instrument, life: { fills } }: OrderFactsProps) {
  if (fills.length === 0) return <p className="text-fg-3">No fills.</p>;
  return (
    <div className="overflow-x-auto">
      <table className="grid-table" aria-label="Fills of the order">
        <thead>
          <tr>
            <th className="text">Time</th>
            <th>Price</th>
            <th>Size</th>
            <th>Value</th>
            <th>Fee</th>
            <th className="text">Liquidity</th>
          </tr>
        </thead>
        <tbody>
          {fills.map((fill) => (
            <tr key={fill.id}>
              <td className="text text-fg-2">{formatRowTime(fill.at)}</td>
              <td>{groupDigits(formatPrice(instrument, fill.priceTicks))}</td>
              <td>{groupDigits(formatQuantity(instrument, fill.quantityLots))}</td>
              <td>{formatBalance(fill.notionalUnits, instrument.quote)}</td>
              <td>
                {formatFee(fill.feeUnits, fill.feeCurrency)} <span className="text-fg-3">{fill.feeCurrency}</span>
              </td>
              <td className="text text-fg-2">{fill.liquidity === "maker" ? "Maker" : "Taker"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
