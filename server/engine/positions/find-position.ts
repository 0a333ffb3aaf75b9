import { present } from "../../domain/errors/invariant.ts";
import { accept, type Result, refuse } from "../../domain/errors/rejection.ts";
import type { Order } from "../../domain/orders/order.ts";
import type { Side } from "../../domain/orders/order-type.ts";
import type { Lot } from "../../domain/positions/lot.ts";
import {
  impliedPositionSide,
  opensPosition,
  POSITION_SIDES,
  type PositionSide,
  positionKey,
} from "../../domain/positions/position-side.ts";
import { type EngineState, type Holding, openHolding } from "../engine-state.ts";

type Meant = {
  readonly instrumentId: string;
  readonly side: Side;
  readonly isReduceOnly: boolean;
  readonly closesPosition?: boolean;
  readonly positionSide?: PositionSide | null;
};

export const isHedged = ({ margin }: Holding): boolean => margin?.positionMode === "hedge";

/** One of the two positions of an instrument that was ever in hedge mode; opened when it is first asked for. */
export function sideHolding(state: EngineState, whole: Holding, positionSide: PositionSide): Holding {
  const key = positionKey(whole.instrument.id, positionSide);
  let holding = state.holdings.get(key);
  if (holding === undefined) {
    holding = openHolding(whole.instrument, positionSide);
    state.holdings.set(key, holding);
  }
  return holding;
}

/** The positions that an instrument has now: one, or a long and a short one. */
export const positionsOf = (state: EngineState, whole: Holding): readonly Holding[] =>
  isHedged(whole) ? POSITION_SIDES.map((side) => sideHolding(state, whole, side)) : [whole];

/** A position by what is stored of it. Throws where the instrument is not listed any more. */
export function storedHolding(
  state: EngineState,
  { instrumentId, positionSide }: { readonly instrumentId: string; readonly positionSide?: PositionSide | null },
): Holding {
  const whole = present(state.holdings.get(instrumentId), `Instrument "${instrumentId}" is not listed any more`);
  return positionSide ? sideHolding(state, whole, positionSide) : whole;
}

/** The position that an order counts to. */
export const holdingOfOrder = (state: EngineState, order: Pick<Order, "instrumentId" | "positionSide">): Holding =>
  storedHolding(state, order);

/** The position that a stored lot counts to, once its instrument's mode is restored: the mode changes only without any lots. */
export function holdingOfLot(state: EngineState, { instrumentId, direction }: Lot): Holding {
  const whole = storedHolding(state, { instrumentId });
  if (!isHedged(whole)) return whole;
  const [own, other] = positionsOf(state, whole).toSorted((a) => (a.positionSide === direction ? -1 : 1));
  // A liquidation that was told before the fills it closed leaves lots of the other direction for that long.
  const isOwn = other === undefined || own?.margin?.position.netLots !== 0 || other.margin?.position.netLots === 0;
  return present(isOwn ? own : other, "Hedge mode has two sides");
}

/**
 * What an order is meant for, and the order as it then is: in hedge mode one that does not open its position may only reduce it. Refuses
 * what does not fit the instrument's mode.
 */
export function findPosition<Intent extends Meant>(
  state: EngineState,
  whole: Holding,
  intent: Intent,
): Result<{ readonly holding: Holding; readonly intent: Intent }> {
  const { name } = whole.instrument;
  const { side, positionSide: named = null } = intent;
  const isReduceOnly = intent.isReduceOnly || intent.closesPosition === true;
  if (!isHedged(whole)) {
    if (named === null) return accept({ holding: whole, intent });
    const message = `${name} has one position, and the order names its ${named} side. Leave the side out, or switch the instrument to hedge mode.`;
    return refuse("position-side-one-way", message, { positionSide: named });
  }
  const positionSide = named ?? impliedPositionSide(side, isReduceOnly);
  const opens = opensPosition(side, positionSide);
  if (opens && isReduceOnly) {
    const message = `A ${side} opens the ${positionSide} position in ${name} and cannot only reduce it. Clear reduce-only, or name the other side.`;
    return refuse("position-side-opens", message, { positionSide });
  }
  return accept({
    holding: sideHolding(state, whole, positionSide),
    intent: { ...intent, positionSide, isReduceOnly: !opens },
  });
}

/** The position that a person names to close it or to move its margin: where there are two, the only one that is open needs no name. */
export function namedPosition(state: EngineState, whole: Holding, named: PositionSide | null): Result<Holding> {
  const { name } = whole.instrument;
  if (!isHedged(whole)) {
    if (named === null) return accept(whole);
    const message = `${name} has one position and no ${named} side. Leave the side out.`;
    return refuse("position-side-one-way", message, { positionSide: named });
  }
  if (named !== null) return accept(sideHolding(state, whole, named));
  const [first, ...others] = positionsOf(state, whole).filter(({ netUnits }) => netUnits !== 0);
  if (first !== undefined && others.length === 0) return accept(first);
  if (first === undefined) return accept(whole); // Nothing is open: whoever asks is told so.
  return refuse("position-side-missing", `${name} has a long and a short position. Say which of them is meant.`);
}
