import type { Borrowing } from "../../domain/borrowing/loan.ts";
import type { PendingMarkouts } from "../../domain/execution-quality/markout.ts";
import { type MarginValues, UNTOUCHED } from "../../domain/margin/margin-account.ts";
import { stringifyExact } from "../../domain/money/integer-json.ts";
import type { AlgorithmOrder } from "../../domain/orders/algorithms/algorithm.ts";
import type { Contingency } from "../../domain/orders/contingency/contingency.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { Amendment, Order } from "../../domain/orders/order.ts";
import type { OrderSource } from "../../domain/orders/order-intent.ts";
import type { Trigger } from "../../domain/orders/triggers/trigger.ts";
import type { Balance } from "../../domain/portfolio/balance.ts";
import type { Lot } from "../../domain/positions/lot.ts";

/** Canonical one-line texts that digests and hashes are made of: same facts, same text, wherever they were read from. */

export const fillText = (fill: Fill): string =>
  `${fill.id}|${fill.orderId}|${fill.instrumentId}|${fill.tradeId}|${fill.side}|${fill.quantityLots}|${fill.priceTicks}|${fill.notionalUnits}|${fill.feeCurrency}|${fill.feeUnits}|${fill.liquidity}|${fill.excessLots}|${fill.at}`;

const sourceText = (source: OrderSource): string =>
  source.kind === "manual" ? `${source.userId}/${source.key}` : source.runId;

export const orderText = (order: Order): string =>
  `${order.id}|${order.instrumentId}|${order.side}|${order.type}|${order.quantityLots}|${order.priceTicks}|${order.boundTicks}|${order.timeInForce}|${order.isPostOnly}|${order.acceptsStalePrice}|${sourceText(order.source)}|${order.status}|${order.filledLots}|${order.filledUnits}|${order.reservedUnits}|${order.venueOrderId}|${order.reasonCode}|${order.reason}|${order.createdAt}|${order.updatedAt}${laterText(order)}`;

const amendmentText = ({ quantityLots, priceTicks, triggerTicks }: Amendment): string =>
  `|${quantityLots}@${priceTicks}${triggerTicks === undefined ? "" : `/${triggerTicks}`}`;

/** Facts that orders did not have at first stand behind the others, and only where they say something: older digests stay true. */
const laterText = (order: Order): string => {
  const {
    positionSide,
    isReduceOnly,
    closesPosition,
    revision,
    amendment,
    trigger,
    expiresAt,
    trailTicks,
    releasedTicks,
    contingency,
    replaces,
  } = order;
  const common = `${replaces ? `|replaces ${replaces}` : ""}${positionSide ? `|${positionSide}` : ""}${isReduceOnly ? "|reduce-only" : ""}${closesPosition ? "|close-position" : ""}${revision > 0 ? `|${revision}` : ""}${amendment ? amendmentText(amendment) : ""}`;
  const group = contingency ? groupText(contingency) : "";
  if (!trigger && !expiresAt && !trailTicks && !releasedTicks) return `${common}${group}`;
  return `${common}|${trigger ? triggerText(trigger) : ""}|${expiresAt ?? ""}|${trailTicks ?? ""}|${releasedTicks ?? ""}${group}`;
};

const groupText = ({ groupId, role, waitsForEntry }: Contingency): string =>
  `|${groupId}/${role}${waitsForEntry ? "/waits" : ""}`;

function triggerText(trigger: Trigger): string {
  if (trigger.kind !== "trailing-stop") return `${trigger.kind}/${trigger.by}/${trigger.priceTicks}`;
  const { kind, by, distance, activationTicks, limitDistanceTicks } = trigger;
  const size = distance.unit === "ticks" ? `${distance.ticks}t` : `${distance.bps}bps`;
  return `${kind}/${by}/${size}/${activationTicks}/${limitDistanceTicks}`;
}

/** Plan and progress are plain data whose keys keep their order, in the journal and in the tables. */
export const algorithmText = (algorithm: AlgorithmOrder): string => stringifyExact(algorithm);

export const lotText = (lot: Lot): string =>
  `${lot.id}|${lot.instrumentId}|${lot.direction}|${lot.fillId}|${lot.openedAt}|${lot.quantityUnits}|${lot.costUnits}`;

export const markoutsText = ({ fillId, orderId, instrumentId, at, stored }: PendingMarkouts): string =>
  `${fillId}|${orderId}|${instrumentId}|${at}|${stored}`;

export const balanceText = (balance: Balance): string =>
  `${balance.currency}|${balance.totalUnits}|${balance.reservedUnits}`;

/** A currency never held and one spent to nothing are the same fact. */
export const isNotEmpty = (balance: Balance): boolean => balance.totalUnits !== 0 || balance.reservedUnits !== 0;

/** A portfolio that never borrowed says nothing. */
export const borrowingText = ({ leverage, loans }: Borrowing): string =>
  leverage === 1 && loans.length === 0
    ? ""
    : [
        leverage,
        ...loans.map(
          (loan) =>
            `${loan.currency}/${loan.borrowedUnits}/${loan.interestUnits}/${loan.chargedTotalUnits}/${loan.chargedAt}`,
        ),
      ].join("|");

/** A perpetual that nobody has touched says nothing, like one set back to how it began. */
export function marginText(key: string, values: MarginValues): string[] {
  const text = (of: MarginValues) =>
    `${of.leverage}|${of.mode}|${of.netLots}|${of.costUnits}|${of.marginUnits}|${of.fundingUnits}|${of.fundedTotalUnits}|${of.fundedAt}${of.addedUnits === 0 ? "" : `|added ${of.addedUnits}`}${of.reliefUnits === 0 ? "" : `|relief ${of.reliefUnits}`}${of.positionMode === "one-way" ? "" : `|${of.positionMode}`}`;
  return text(values) === text(UNTOUCHED) ? [] : [`${key}|${text(values)}`];
}
