import { z } from "zod";
import type { Side } from "../../domain/orders/order-type.ts";
import { ExchangeFault } from "./ccxt-errors.ts";
import { exactSignedText, exactText, timesExact } from "./exact-text.ts";

/** Funding settled at an instant, as an exact signed fraction. */
export type GivenFunding = { readonly at: number; readonly rate: string };

/** A public trade with exact texts, its quantity in the base currency. */
export type GivenTrade = {
  readonly at: number;
  readonly id: string;
  readonly price: string;
  readonly quantity: string;
  readonly taker: Side | null;
};

const instant = z.number().int().positive();
const funding = z.array(z.object({ timestamp: instant, fundingRate: z.string() }));
const trades = z.array(
  z.object({
    timestamp: instant,
    id: z.string().min(1),
    price: z.string(),
    amount: z.string(),
    side: z.enum(["buy", "sell"]).nullish(),
  }),
);

/** From ccxt's rows, whose numbers are the exchange's own texts. Throws {@link ExchangeFault}. */
export function readFunding(rows: unknown, exchange: string): readonly GivenFunding[] {
  const read = funding.safeParse(rows);
  if (!read.success) throw unreadable(exchange, "funding", read.error);
  return read.data.map(({ timestamp, fundingRate }) => ({
    at: timestamp,
    rate: exactSignedText(fundingRate, "a funding rate"),
  }));
}

/** As {@link readFunding}. An exchange counts a contract's trades in contracts. */
export function readTrades(rows: unknown, exchange: string, contractSize: string): readonly GivenTrade[] {
  const read = trades.safeParse(rows);
  if (!read.success) throw unreadable(exchange, "trades", read.error);
  return read.data.map(({ timestamp, id, price, amount, side }) => ({
    at: timestamp,
    id,
    price: exactText(price, "a price"),
    quantity: timesExact(exactText(amount, "a quantity"), contractSize),
    taker: side ?? null,
  }));
}

function unreadable(exchange: string, what: string, { issues }: z.ZodError): ExchangeFault {
  const where = issues[0]?.path.join(".") ?? "";
  return new ExchangeFault(
    "unknown",
    `${exchange} sent ${what} that cannot be read${where === "" ? "" : ` (${where})`}`,
  );
}
