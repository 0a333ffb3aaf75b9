import { baseUnits } from "../../domain/markets/instrument.ts";
import { add, type Integer, negate, subtract } from "../../domain/money/integer.ts";
import type { Fill } from "../../domain/orders/fill.ts";
import type { Direction, Lot } from "../../domain/positions/lot.ts";
import { closeLots } from "../../domain/positions/lot-matching.ts";
import type { EngineState, Holding } from "../engine-state.ts";

/** What a fill moves: base units in or out and quote units out or in, after fees charged in either. */
function fillFlows(holding: Holding, fill: Fill): { baseUnits: Integer; quoteUnits: Integer } {
  const { instrument } = holding;
  const quantity = baseUnits(instrument, fill.quantityLots);
  const baseFee = fill.feeCurrency === instrument.base ? fill.feeUnits : 0;
  const quoteFee = fill.feeCurrency === instrument.quote ? fill.feeUnits : 0;
  return fill.side === "buy"
    ? { baseUnits: subtract(quantity, baseFee), quoteUnits: add(fill.notionalUnits, quoteFee) }
    : { baseUnits: add(quantity, baseFee), quoteUnits: subtract(fill.notionalUnits, quoteFee) };
}

/** Books a fill lot by lot: closes opposite lots oldest first, opens a lot with the rest. */
export function bookPosition(state: EngineState, holding: Holding, fill: Fill): void {
  const { baseUnits: quantity, quoteUnits: money } = fillFlows(holding, fill);
  const opens: Direction = fill.side === "buy" ? "long" : "short";
  const opposite = holding.lots.oldest?.direction === opens ? [] : holding.lots.values();
  const { reductions, unmatchedUnits, unmatchedProceedsUnits } = closeLots(opposite, quantity, money);
  for (const { lot, closedUnits, closedCostUnits, proceedsUnits, leftUnits, leftCostUnits } of reductions) {
    holding.lots.reduceOldest(leftUnits, leftCostUnits);
    const gain = subtract(proceedsUnits, closedCostUnits);
    holding.realisedUnits = add(holding.realisedUnits, lot.direction === "long" ? gain : negate(gain));
    state.changes.push({
      kind: "lot-reduced",
      lotId: lot.id,
      instrumentId: lot.instrumentId,
      fillId: fill.id,
      closedUnits,
      closedCostUnits,
      proceedsUnits,
      quantityUnits: leftUnits,
      costUnits: leftCostUnits,
    });
  }
  if (unmatchedUnits > 0) {
    state.counters.lots += 1;
    const lot: Lot = {
      id: `${state.key}l${state.counters.lots.toString(36)}`,
      instrumentId: fill.instrumentId,
      direction: opens,
      fillId: fill.id,
      openedAt: fill.at,
      quantityUnits: unmatchedUnits,
      costUnits: unmatchedProceedsUnits,
    };
    holding.lots.add(lot);
    state.changes.push({ kind: "lot-opened", lot });
  }
  holding.netUnits = fill.side === "buy" ? add(holding.netUnits, quantity) : subtract(holding.netUnits, quantity);
  if (reductions.length > 0) {
    state.changes.push({
      kind: "position-changed",
      instrumentId: fill.instrumentId,
      ...(holding.positionSide && { positionSide: holding.positionSide }),
      realisedUnits: holding.realisedUnits,
    });
  }
}
