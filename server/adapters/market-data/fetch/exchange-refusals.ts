import { type Result, refuse } from "../../../domain/errors/rejection.ts";
import type { InstrumentKind } from "../../../domain/markets/catalogue.ts";
import { ExchangeFault } from "../../exchanges/ccxt-errors.ts";
import type { ExchangeTerms } from "../../exchanges/exchange-catalog.ts";
import { Interrupted, type PatienceOptions } from "../../exchanges/patience.ts";
import { openExchange, type PublicExchange } from "../../exchanges/public-exchange.ts";

export type ExchangeRefusal = "exchange-refused" | "exchange-unreachable" | "interrupted";

export type ExchangeContext = PatienceOptions & {
  /** Another address for an exchange's hosts; null for its own. */
  readonly baseUrlOf: (exchange: string) => string | null;
  readonly timeoutMs?: number;
};

/** Opens an exchange for as long as the action takes, and turns its failures into refusals. */
export async function withExchange<T, Code extends string>(
  terms: ExchangeTerms,
  context: ExchangeContext & { readonly kinds?: readonly InstrumentKind[] },
  action: (exchange: PublicExchange) => Promise<Result<T, Code>>,
): Promise<Result<T, Code | ExchangeRefusal>> {
  let exchange: PublicExchange | undefined;
  try {
    exchange = await openExchange(terms, { ...context, baseUrl: context.baseUrlOf(terms.id) });
    return await action(exchange);
  } catch (cause) {
    if (cause instanceof Interrupted) {
      return refuse("interrupted", "Interrupted. What was fetched is stored; the same command goes on from there.");
    }
    if (!(cause instanceof ExchangeFault)) throw cause;
    return refuse(cause.sort === "refused" ? "exchange-refused" : "exchange-unreachable", cause.message);
  } finally {
    await exchange?.close();
  }
}
