import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import { add, type Integer, negate } from "../../server/domain/money/integer.ts";
import {
  type GuardedPosition,
  type Protection,
  type ProtectionState,
  protectionOf,
  protectionState,
} from "../../server/domain/positions/protection.ts";
import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";

export type ProtectedPosition = GuardedPosition & { readonly protection: Protection; readonly state: ProtectionState };

type ProtectedPositions = ReadonlyMap<string, ProtectedPosition>;

const known = new WeakMap<PortfolioSnapshot, ProtectedPositions>();

/** What is held, by instrument, and how much of it live stops cover. Counted once a snapshot, however often it is asked for. */
export function protectedPositions(snapshot: PortfolioSnapshot): ProtectedPositions {
  const counted = known.get(snapshot) ?? count(snapshot);
  known.set(snapshot, counted);
  return counted;
}

function count({ lots, orders, isFrozen }: PortfolioSnapshot): ProtectedPositions {
  const held = new Map<string, { netUnits: Integer; openedAt: number }>();
  for (const { instrumentId, direction, quantityUnits, openedAt } of lots) {
    const before = held.get(instrumentId) ?? { netUnits: 0, openedAt };
    held.set(instrumentId, {
      netUnits: add(before.netUnits, direction === "long" ? quantityUnits : negate(quantityUnits)),
      openedAt: Math.min(before.openedAt, openedAt),
    });
  }
  const positions = new Map<string, ProtectedPosition>();
  for (const [id, { netUnits, openedAt }] of held) {
    const instrument = findInstrument(id);
    if (instrument === undefined || netUnits === 0) continue;
    const position = { instrument, netUnits, isWatched: !isFrozen };
    const protection = protectionOf(position, orders);
    positions.set(id, { ...position, protection, state: protectionState(protection, openedAt) });
  }
  return positions;
}

/** Something is to be done about it, now. */
export const isExposed = ({ state }: Pick<ProtectedPosition, "state">): boolean =>
  state === "lost" || state === "partly";

export const uncoveredLots = ({ protection }: Pick<ProtectedPosition, "protection">): number =>
  protection.positionLots - protection.coveredLots;
