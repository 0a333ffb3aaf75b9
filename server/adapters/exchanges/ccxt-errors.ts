/**
 * What an exchange's failure means. Refused: it said no, asking again changes nothing. Retry: it did not do what was asked
 * and may later. Unknown: nobody knows whether it did; a question may be asked again, an order may not.
 */
export type FaultSort = "refused" | "retry" | "unknown";

/** Every failure of an exchange, sorted where it arises. `waitMs`: how long it asks to be left alone; null when it did not say. */
export class ExchangeFault extends Error {
  override readonly name = "ExchangeFault";
  readonly sort: FaultSort;
  readonly waitMs: number | null;
  readonly isLimit: boolean;

  constructor(sort: FaultSort, message: string, { waitMs = null, isLimit = false }: FaultOptions = {}) {
    super(message);
    this.sort = sort;
    this.waitMs = waitMs;
    this.isLimit = isLimit;
  }
}

type FaultOptions = { readonly waitMs?: number | null; readonly isLimit?: boolean };

const LONGEST_MESSAGE = 300; // An error page in HTML fills a screen.

/** Sorts whatever ccxt threw by the names of its class and of those that one descends from. */
export function sortFault(cause: unknown): ExchangeFault {
  if (cause instanceof ExchangeFault) return cause;
  const message = shorten(cause instanceof Error ? cause.message : String(cause));
  const names = classNames(cause);
  if (names.has("DDoSProtection") || names.has("RateLimitExceeded")) {
    return new ExchangeFault("retry", message, { isLimit: true });
  }
  if (names.has("OnMaintenance")) return new ExchangeFault("retry", message);
  // Timeouts, resets, 5xx, half answers: the exchange may have carried out what was asked.
  if (names.has("OperationFailed")) return new ExchangeFault("unknown", message);
  if (names.has("ExchangeError")) return new ExchangeFault("refused", message);
  return new ExchangeFault("unknown", message); // A socket that broke amid the answer, or an answer that ccxt cannot read.
}

function classNames(cause: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  let link: unknown = cause instanceof Error ? cause.constructor : undefined;
  while (typeof link === "function") {
    names.add(link.name);
    link = Object.getPrototypeOf(link);
  }
  return names;
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length <= LONGEST_MESSAGE ? line : `${line.slice(0, LONGEST_MESSAGE)}…`;
}

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly isReadable: boolean;
};

/** What an answer's status, headers and form say by themselves, before ccxt reads what is in it; null when it may go on. */
export function faultOfAnswer(exchange: string, { status, headers, body, isReadable }: Answer, now: number) {
  const quote = shorten(body);
  if (status === 429 || status === 418) {
    const ask = status === 418 ? "bans this address for asking too much" : "asks for fewer requests";
    const waitMs = askedWait(headers, body, now);
    return new ExchangeFault("retry", `${exchange} ${ask} (${status}): ${quote}`, { waitMs, isLimit: true });
  }
  if (status === 451) {
    return new ExchangeFault("refused", `${exchange} does not serve this country (451): ${quote}`);
  }
  if (status >= 500 || status === 408) {
    // ccxt takes a code that it does not know for a refusal, also when the exchange is down.
    return new ExchangeFault("unknown", `${exchange} is in trouble (${status}): ${quote}`);
  }
  if (status >= 200 && status < 300 && !isReadable) {
    // ccxt hands a body that is no JSON on as text, in which it then finds an empty page.
    return new ExchangeFault("unknown", `${exchange} sent an answer that ends early or is no JSON: ${quote}`);
  }
  return null;
}

/** From `Retry-After` in seconds or as a date, else from Binance's own sentence. */
function askedWait(headers: Readonly<Record<string, unknown>>, body: string, now: number): number | null {
  const name = Object.keys(headers).find((each) => each.toLowerCase() === "retry-after");
  const header = name === undefined ? "" : String(headers[name]).trim();
  if (/^\d+(\.\d+)?$/.test(header)) return Math.ceil(Number(header) * 1_000);
  const date = Date.parse(header);
  if (!Number.isNaN(date)) return Math.max(0, date - now);
  const until = /banned until (\d{13})/.exec(body)?.[1];
  return until === undefined ? null : Math.max(0, Number(until) - now);
}
