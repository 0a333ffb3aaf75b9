import { expect, test } from "vitest";
import { present } from "../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../server/domain/markets/listed-instruments.ts";
import type { Fill } from "../../server/domain/orders/fill.ts";
import type { Order } from "../../server/domain/orders/order.ts";
import { CashBook } from "./auditor-cash.ts";
import { noCounts } from "./auditor-counts.ts";
import { MarginBook } from "./auditor-margin.ts";
import { notionalOf } from "./auditor-money.ts";
import { ReversalBook } from "./auditor-reversals.ts";

const PERP = present(findInstrument("BTC-USDT-PERP"), "BTC-USDT-PERP is listed");
const LEVERAGE = 5;

const orderOf = (part: Partial<Order>): Order =>
  ({
    ...{ instrumentId: PERP.id, side: "sell", type: "market", quantityLots: 1_000, filledLots: 0, trigger: null },
    ...{ amendment: null, status: "submitted", boundTicks: 475_000, isReduceOnly: false, ...part },
  }) as Order;

/** What the auditor says of a long of 1,000 lots at 500,000 ticks that is turned at 500,000, with so much money in all. */
function told(totalUnits: bigint): string | null {
  const counts = noCounts();
  const instrument = () => ({ ...PERP, leverage: LEVERAGE });
  const margin = new MarginBook(instrument, counts);
  const notional = notionalOf(PERP, 500_000, 1_000);
  const fill = {
    instrumentId: PERP.id,
    side: "buy",
    quantityLots: 1_000,
    notionalUnits: Number(notional),
    feeUnits: 0,
  };
  margin.flowsOf(orderOf({}), { ...fill, priceTicks: 500_000 } as Fill);
  const total = { currency: "USDT", totalUnits: Number(totalUnits), reservedUnits: 0 };
  const cash = new CashBook([total], new Map(), instrument, margin);
  const account = {
    instrumentId: PERP.id,
    leverage: LEVERAGE,
    mode: "cross",
    netLots: 1_000,
    costUnits: Number(notional),
  };
  const marginUnits = Number(notional) / LEVERAGE;
  const values = { fundingUnits: 0, addedUnits: 0, reliefUnits: 0, marginUnits, fundedTotalUnits: 0, fundedAt: 0 };
  const change = { kind: "margin-changed", ...account, ...values, positionMode: "one-way", at: 0 } as const;
  expect(margin.apply(change as Parameters<MarginBook["apply"]>[0], cash)).toBeNull();
  const settings = { collarBps: 500 };
  const book = new ReversalBook(new Map(), () => ({ settings, cash, netLots: () => 1_000n, counts }));
  expect(book.problemWith(orderOf({ id: "a", isReduceOnly: true }), "key")).toBeNull();
  return book.problemWith(orderOf({ id: "b" }), "key");
}

test("a reversal takes what the old position gives back and both fees, to the unit", () => {
  const notional = notionalOf(PERP, 500_000, 1_000);
  const fee = (notional * BigInt(PERP.takerRateMillionths)) / 1_000_000n;
  const least = notional / BigInt(LEVERAGE) + 2n * fee;
  expect(told(least)).toBeNull();
  expect(told(least - 1n)).toMatch(/is short of 1 once what was held is closed/);
});
