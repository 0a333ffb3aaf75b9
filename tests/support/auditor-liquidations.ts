import type { AccountEvent } from "../../server/domain/margin/account-event.ts";
import { type MarginedInstrument, notionalOf } from "./auditor-money.ts";

/** One perpetual by the auditor's own count. */
export type Account = {
  readonly instrumentId: string;
  leverage: number;
  mode: string;
  net: bigint;
  cost: bigint;
  funding: bigint;
  /** By hand. */
  added: bigint;
  margin: bigint;
};

type Told = Extract<AccountEvent, { kind: "liquidated" }>;

type Book = { readonly account: Account; readonly others: readonly Account[]; readonly walletUnits: bigint };

export const ceil = (value: bigint, by: bigint): bigint => (value + by - 1n) / by;

type Slices = readonly (readonly [upTo: bigint, millionths: bigint])[];

/** Binance's first tiers in whole USDT, each rate only on what lies within its tier. */
const BTC: Slices = [
  [300_000n, 4_000n],
  [800_000n, 5_000n],
  [3_000_000n, 6_500n],
  [12_000_000n, 10_000n],
];
const ETH: Slices = [
  [50_000n, 4_000n],
  [600_000n, 5_000n],
  [3_000_000n, 6_500n],
  [12_000_000n, 10_000n],
];

const USDT = 100_000_000n;

function maintenanceOf(slices: Slices, notional: bigint): bigint {
  let from = 0n;
  let scaled = 0n;
  for (const [upTo, rate] of slices) {
    const to = upTo * USDT;
    if (notional > from) scaled += ((notional < to ? notional : to) - from) * rate;
    from = to;
  }
  return ceil(scaled, 1_000_000n);
}

const lotsOf = ({ net }: Pick<Account, "net">): number => Number(net < 0n ? -net : net);

/** What is set aside for a position: its initial margin at entry, and where it is isolated what has come to that since. */
export function asideOf({ cost, leverage, mode, funding, added }: Account): bigint {
  const initial = ceil(cost, BigInt(leverage));
  const aside = mode === "isolated" && cost > 0n ? initial + funding + added : initial;
  return aside > 0n ? aside : 0n;
}

/** What positions with this behind them have at a mark, and what they must have. */
export function standingOf(
  instrument: MarginedInstrument,
  markTicks: number,
  accounts: readonly Account[],
  backing: bigint,
): { readonly equity: bigint; readonly needed: bigint } {
  let equity = backing;
  let needed = 0n;
  for (const each of accounts) {
    const value = notionalOf(instrument, markTicks, lotsOf(each));
    equity += each.net > 0n ? value - each.cost : each.cost - value;
    needed += maintenanceOf(instrument.base === "BTC" ? BTC : ETH, value);
  }
  return { equity, needed };
}

/** A position after a part of it was liquidated for the taker's fee, and what that moved. */
export function reduced(instrument: MarginedInstrument, told: Told, account: Account) {
  const { priceTicks, quantityLots } = told;
  const money = notionalOf(instrument, priceTicks, quantityLots);
  const feeUnits = ceil(money * BigInt(instrument.takerRateMillionths), 1_000_000n);
  const closedCost = (account.cost * BigInt(quantityLots)) / BigInt(lotsOf(account));
  const leftLots = BigInt(lotsOf(account) - quantityLots);
  const left = { ...account, net: account.net > 0n ? leftLots : -leftLots, cost: account.cost - closedCost };
  const realised = account.net > 0n ? money - closedCost : closedCost - money;
  return { left: { ...left, margin: asideOf(left) }, feeUnits, moneyUnits: realised - feeUnits };
}

/**
 * Why a venue should not have liquidated what it did at its mark; null when it rightly did. Where it left something open, that must be as
 * much as a lower tier allows, for the taker's fee, and have margin enough.
 */
export function problemWithDue(instrument: MarginedInstrument, told: Told, book: Book): string | null {
  const { markTicks, quantityLots, leftLots = 0 } = told;
  const { account, others, walletUnits } = book;
  const isAlone = account.mode === "isolated";
  const standing = (own: Account, backing: bigint) => standingOf(instrument, markTicks, [own, ...others], backing);
  const before = standing(account, isAlone ? account.margin : walletUnits);
  if (before.equity > before.needed) return `was liquidated with ${before.equity} against ${before.needed}`;
  if (leftLots === 0) return null;
  const held = lotsOf(account);
  if (leftLots + quantityLots !== held) return `left ${leftLots} of ${held} after ${quantityLots}`;
  const marked = (lots: number) => notionalOf(instrument, markTicks, lots);
  const slices = instrument.base === "BTC" ? BTC : ETH;
  const isAtTier = slices.some(([upTo]) => marked(leftLots) <= upTo * USDT && marked(leftLots + 1) > upTo * USDT);
  if (!isAtTier) return `left ${leftLots} lots, which is what no tier allows`;
  const { left, feeUnits, moneyUnits } = reduced(instrument, told, account);
  if (BigInt(told.feeUnits) !== feeUnits) return `paid a fee of ${told.feeUnits} instead of ${feeUnits}`;
  const after = standing(left, isAlone ? left.margin : walletUnits + moneyUnits);
  return after.equity > after.needed ? null : `left ${leftLots} lots with ${after.equity} against ${after.needed}`;
}
