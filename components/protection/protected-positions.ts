import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { add, type Integer, negate } from "../../server/domain/money/integer.ts";
import type { Lot } from "../../server/domain/positions/lot.ts";
import { type PositionSide, positionKey } from "../../server/domain/positions/position-side.ts";
import {
  type GuardedPosition,
  type Protection,
  type ProtectionState,
  positionTimes,
  protectionOf,
  protectionState,
} from "../../server/domain/positions/protection.ts";
import { isHedged } from "../live/hedged.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";

export type ProtectedPosition = GuardedPosition & { readonly protection: Protection; readonly state: ProtectionState };

type ProtectedPositions = ReadonlyMap<string, ProtectedPosition>;

const known = new WeakMap<PortfolioSnapshot, ProtectedPositions>();

/** What is held, by the key of each position, and how much of it live stops cover. Counted once a snapshot, however often it is asked for. */
export function protectedPositions(snapshot: PortfolioSnapshot): ProtectedPositions {
  const counted = known.get(snapshot) ?? count(snapshot);
  known.set(snapshot, counted);
  return counted;
}

type Held = { instrumentId: string; positionSide: PositionSide | null; netUnits: Integer; lots: Lot[] };

function count(snapshot: PortfolioSnapshot): ProtectedPositions {
  const { lots, orders, isFrozen } = snapshot;
  const held = new Map<string, Held>();
  for (const lot of lots) {
    const { instrumentId, direction, quantityUnits } = lot;
    const positionSide = isHedged(snapshot, instrumentId) ? direction : null;
    const key = positionKey(instrumentId, positionSide);
    const before = held.get(key) ?? { netUnits: 0, lots: [] };
    held.set(key, {
      instrumentId,
      positionSide,
      netUnits: add(before.netUnits, direction === "long" ? quantityUnits : negate(quantityUnits)),
      lots: [...before.lots, lot],
    });
  }
  const positions = new Map<string, ProtectedPosition>();
  for (const [key, { instrumentId, positionSide, netUnits, lots: own }] of held) {
    const instrument = findInstrument(instrumentId);
    if (instrument === undefined || netUnits === 0) continue;
    const position = { instrument, positionSide, netUnits, isWatched: !isFrozen };
    const protection = protectionOf(position, orders);
    const times = positionTimes(
      instrument,
      own.sort((a, b) => a.openedAt - b.openedAt),
    );
    positions.set(key, { ...position, protection, state: protectionState(protection, times) });
  }
  return positions;
}

/** Something is to be done about it, now. */
export const isExposed = ({ state }: Pick<ProtectedPosition, "state">): boolean =>
  state === "lost" || state === "partly";

export const uncoveredLots = ({ protection }: Pick<ProtectedPosition, "protection">): number =>
  protection.positionLots - protection.coveredLots;
