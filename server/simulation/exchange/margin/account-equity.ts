import { present } from "../../../domain/errors/invariant.ts";
import { isIsolated, positionMarginUnits } from "../../../domain/margin/margin-account.ts";
import { unrealisedUnits } from "../../../domain/margin/margin-position.ts";
import { marginTermsOf } from "../../../domain/margin/margin-terms.ts";
import { type MarginTiers, maintenanceUnits } from "../../../domain/margin/margin-tiers.ts";
import { notionalUnits } from "../../../domain/markets/instrument.ts";
import { add, type Integer, subtract } from "../../../domain/money/integer.ts";
import type { VenueAccount } from "../../../engine/ports.ts";
import type { VenuePosition } from "./venue-position.ts";

export const tiersOf = ({ instrument }: VenuePosition): MarginTiers =>
  present(marginTermsOf(instrument) ?? undefined, `"${instrument.id}" has no margin terms`).tiers;

export const standsAlone = (account: VenueAccount, { instrument }: VenuePosition): boolean =>
  isIsolated(account.settingOf(instrument.id));

/** What was set aside for an isolated position, in units of its quote currency. */
export const isolatedUnits = (
  account: VenueAccount,
  { instrument, positionSide, position, fundingUnits }: VenuePosition,
): Integer => {
  const added = account.addedUnits(instrument.id, positionSide);
  return positionMarginUnits(position, account.settingOf(instrument.id), add(fundingUnits, added));
};

/** Maintenance margin of a position at a price. */
export const maintenanceOf = (held: VenuePosition, ticks: number): Integer =>
  maintenanceUnits(tiersOf(held), notionalUnits(held.instrument, ticks, Math.abs(held.position.netLots)));

/**
 * The money behind a position without its own unrealised PnL, in units of its quote currency: what was set aside for an isolated one;
 * for a cross one the wallet less what isolated ones have aside, with the unrealised PnL of the other cross positions, and less what
 * these must maintain where `keepsOthers`.
 */
export function backingUnits(
  account: VenueAccount,
  held: VenuePosition,
  all: Iterable<VenuePosition>,
  keepsOthers: boolean,
): Integer {
  if (standsAlone(account, held)) return isolatedUnits(account, held);
  const { quote } = held.instrument;
  let units = account.walletUnits(quote);
  for (const other of all) {
    const { instrument, position, markTicks } = other;
    if (other === held || position.netLots === 0 || instrument.quote !== quote) continue;
    if (standsAlone(account, other)) units = subtract(units, isolatedUnits(account, other));
    else if (markTicks !== 0) {
      units = add(units, unrealisedUnits(instrument, position, markTicks));
      if (keepsOthers) units = subtract(units, maintenanceOf(other, markTicks));
    }
  }
  return units;
}

/** What fills of this very event leave missing behind positions an account that borrows has borrowed once they are booked. */
export function onceFilled(account: VenueAccount, quote: string, all: Iterable<VenuePosition>): VenueAccount {
  if (!account.mayBorrow()) return account;
  let neededUnits: Integer = 0;
  for (const held of all)
    if (held.instrument.quote === quote) neededUnits = add(neededUnits, isolatedUnits(account, held));
  const missing = subtract(neededUnits, account.walletUnits(quote));
  return missing > 0 ? withMoved(account, quote, missing) : account;
}

/** The account with money moved that is not in its own books yet. */
export const withMoved = (account: VenueAccount, quote: string, units: Integer): VenueAccount => ({
  ...account,
  walletUnits: (currency) =>
    currency === quote ? add(account.walletUnits(quote), units) : account.walletUnits(currency),
});
