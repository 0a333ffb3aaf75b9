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

/**
 * Why a venue should not have liquidated what it did at its mark; null when it rightly did. Where it left something open, that must be as
 * much as a lower tier allows, for the taker's fee, and have margin enough.
 */
export function problemWithDue(instrument: MarginedInstrument, told: Told, book: Book): string | null {
  const slices = instrument.base === "BTC" ? BTC : ETH;
  const { markTicks, priceTicks, quantityLots, leftLots = 0 } = told;
  const marked = (lots: number) => notionalOf(instrument, markTicks, lots);
  const { account, others, walletUnits } = book;
  const isAlone = account.mode === "isolated";
  const standing = (own: Pick<Account, "net" | "cost">, backing: bigint) => {
    let equity = backing;
    let needed = 0n;
    for (const each of [own, ...others]) {
      const value = marked(lotsOf(each));
      equity += each.net > 0n ? value - each.cost : each.cost - value;
      needed += maintenanceOf(slices, value);
    }
    return { equity, needed };
  };
  const before = standing(account, isAlone ? account.margin : walletUnits);
  if (before.equity > before.needed) return `was liquidated with ${before.equity} against ${before.needed}`;
  if (leftLots === 0) return null;
  const held = lotsOf(account);
  if (leftLots + quantityLots !== held) return `left ${leftLots} of ${held} after ${quantityLots}`;
  const isAtTier = slices.some(([upTo]) => marked(leftLots) <= upTo * USDT && marked(leftLots + 1) > upTo * USDT);
  if (!isAtTier) return `left ${leftLots} lots, which is what no tier allows`;
  const money = notionalOf(instrument, priceTicks, quantityLots);
  const fee = ceil(money * BigInt(instrument.takerRateMillionths), 1_000_000n);
  if (BigInt(told.feeUnits) !== fee) return `paid a fee of ${told.feeUnits} instead of ${fee}`;
  const closedCost = (account.cost * BigInt(quantityLots)) / BigInt(held);
  const cost = account.cost - closedCost;
  const realised = account.net > 0n ? money - closedCost : closedCost - money;
  const aside = ceil(cost, BigInt(account.leverage)) + account.funding + account.added;
  const backing = isAlone ? (aside > 0n ? aside : 0n) : walletUnits + realised - fee;
  const net = account.net > 0n ? BigInt(leftLots) : -BigInt(leftLots);
  const after = standing({ net, cost }, backing);
  return after.equity > after.needed ? null : `left ${leftLots} lots with ${after.equity} against ${after.needed}`;
}
