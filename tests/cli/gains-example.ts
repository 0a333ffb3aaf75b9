import type { Client } from "../../db/client.ts";
import { gainsCommand } from "../../server/cli/lots/gains-command.ts";
import { makePortfolio } from "../db/make-batch.ts";

/** A portfolio that bought twice and sold once, stored as the ledger does. */
async function keepExample(owner: Client, name: string): Promise<void> {
  const id = await makePortfolio(owner, name);
  const fill = (fillId: string, side: string, quantity: string, price: number, at: number) => owner`
    insert into fills (portfolio_id, id, order_id, instrument_id, trade_id, side, quantity, price, notional, fee_currency, fee, liquidity, excess_quantity, at)
    values (${id}, ${fillId}, ${`o${fillId}`}, 'BTC-USDT', ${`t${fillId}`}, ${side}, ${quantity}, ${price}, ${Number(quantity) * price}, 'USDT', 0, 'taker', 0, ${at})`;
  const [first, second, sold] = [Date.UTC(2025, 5, 1), Date.UTC(2025, 6, 1), Date.UTC(2026, 1, 1)];
  await fill("f1", "buy", "0.5", 40_000, first);
  await fill("f2", "buy", "0.5", 44_000, second);
  await fill("f3", "sell", "0.7", 61_000, sold);
  await owner`insert into lots (portfolio_id, id, instrument_id, direction, fill_id, opened_at, quantity, cost)
    values (${id}, 'l1', 'BTC-USDT', 'long', 'f1', ${first}, 0, 0), (${id}, 'l2', 'BTC-USDT', 'long', 'f2', ${second}, 0.3, 13200)`;
  await owner`insert into lot_closing (portfolio_id, lot_id, fill_id, instrument_id, quantity, cost, proceeds, at)
    values (${id}, 'l1', 'f3', 'BTC-USDT', 0.5, 20000, 30500, ${sold}), (${id}, 'l2', 'f3', 'BTC-USDT', 0.2, 8800, 12200, ${sold})`;
}

export async function keepGainsExamples(owner: Client): Promise<void> {
  for (const name of ["Gainful", "Twin", "Twin"]) await keepExample(owner, name);
}

type Run = { readonly words: readonly string[]; readonly dataDir: string };

export function gainsExample(dataDir: string, usual: (words: readonly string[]) => Record<string, Run>) {
  const of = (name: string): Run => ({ words: ["gains", name, "--method", "fifo"], dataDir });
  return {
    command: gainsCommand,
    answers: [{ ...of("Gainful"), present: ["always"] }],
    errors: {
      ...usual(of("Gainful").words),
      "portfolio-unknown": of("None such"),
      "portfolio-ambiguous": of("Twin"),
    },
  };
}
