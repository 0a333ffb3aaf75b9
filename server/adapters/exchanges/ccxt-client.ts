import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { ExchangeFault, faultOfAnswer } from "./ccxt-errors.ts";
import type { ExchangeTerms } from "./exchange-catalog.ts";

type Params = Readonly<Record<string, unknown>>;
type Rows = (rows: unknown) => unknown;
type HandleErrors = (
  status: number,
  reason: string,
  url: string,
  method: string,
  headers: Readonly<Record<string, unknown>>,
  body: string,
  parsed: unknown,
  ...more: unknown[]
) => unknown;

/** What is used of a ccxt exchange class; its own types describe a hundred exchanges and take seconds to check. */
export type CcxtClient = {
  urls: { api: unknown };
  readonly timeframes: Readonly<Record<string, string>>;
  readonly fees: { readonly trading?: { readonly maker?: unknown; readonly taker?: unknown } };
  readonly has: { fetchCurrencies: unknown };
  readonly options: { fetchMarkets: unknown };
  handleErrors: HandleErrors;
  parseOHLCVs: Rows;
  readonly undiciModule?: { readonly Agent: new (options: object) => Dispatcher };
  fetchDispatcher?: Dispatcher;
  getDispatcherOptions(isPlainAgent: boolean): object;
  loadFetchImplementation(): Promise<void>;
  setSandboxMode(isOn: boolean): void;
  loadMarkets(isAnew: boolean): Promise<Readonly<Record<string, unknown>>>;
  fetchTime(): Promise<number | undefined>;
  fetchOHLCV(symbol: string, timeframe: string, since: number, limit: number, params: Params): Promise<unknown>;
  fetchFundingRateHistory(symbol: string, since: number, limit: number, params: Params): Promise<unknown>;
  fetchTrades(symbol: string, since: number | undefined, limit: number, params: Params): Promise<unknown>;
};

type Dispatcher = { destroy(): Promise<void> };
type CcxtClass = new (settings: object) => CcxtClient;

export type CcxtOptions = {
  /** Market types to load, in the class's own words. */
  readonly types: readonly string[];
  /** Stands for every host of the exchange; null for its own. */
  readonly baseUrl: string | null;
  readonly timeoutMs: number;
  readonly isSandbox: boolean;
  readonly now: () => number;
};

/** ccxt exports nothing but all of its hundred exchanges at once, which cost 80 MB and a second. */
async function loadClass(id: string): Promise<CcxtClass> {
  const entry = pathToFileURL(createRequire(import.meta.url).resolve("ccxt"));
  const module = (await import(new URL(`../js/src/${id}.js`, entry).href)) as { readonly default: CcxtClass };
  return module.default;
}

/** A client for public data: rate limit on, numbers as text, every answer looked at before ccxt reads it. */
export async function openCcxt(
  terms: ExchangeTerms,
  { types, baseUrl, timeoutMs, isSandbox, now }: CcxtOptions,
): Promise<CcxtClient> {
  if (isSandbox && !terms.hasSandbox) {
    throw new ExchangeFault("refused", `${terms.name} has no sandbox. Leave it out to use the exchange itself.`);
  }
  const Exchange = await loadClass(terms.id);
  const client = new Exchange({ number: String, enableRateLimit: true, timeout: timeoutMs });
  client.options.fetchMarkets = { types: [...types] };
  client.has.fetchCurrencies = false; // Needs keys, or two more requests for what nobody reads.
  if (isSandbox) client.setSandboxMode(true);
  if (baseUrl !== null) client.urls.api = rebase(client.urls.api, baseUrl); // After the sandbox, which replaces the addresses.
  client.parseOHLCVs = (rows) => rows; // The exchange's own rows, for ccxt would make floats of them and sort them.
  watchAnswers(client, terms.name, now);
  await limitBodies(client, timeoutMs);
  return client;
}

function rebase(address: unknown, baseUrl: string): unknown {
  if (typeof address === "string") return address.replace(/^https?:\/\/[^/]+/, baseUrl);
  if (typeof address !== "object" || address === null) return address;
  return Object.fromEntries(Object.entries(address).map(([name, inner]) => [name, rebase(inner, baseUrl)]));
}

function watchAnswers(client: CcxtClient, name: string, now: () => number): void {
  const inner = client.handleErrors.bind(client);
  client.handleErrors = (status, reason, url, method, headers, body, parsed, ...more) => {
    const isReadable = parsed !== undefined && parsed !== null;
    const fault = faultOfAnswer(name, { status, headers, body, isReadable }, now());
    if (fault !== null) throw fault;
    return inner(status, reason, url, method, headers, body, parsed, ...more);
  };
}

/** ccxt's timeout ends with the headers; a body that never ends would hold a question for five minutes. */
async function limitBodies(client: CcxtClient, timeoutMs: number): Promise<void> {
  await client.loadFetchImplementation();
  const { undiciModule } = client;
  if (undiciModule === undefined) return;
  const options = { ...client.getDispatcherOptions(true), headersTimeout: timeoutMs, bodyTimeout: timeoutMs };
  const before = client.fetchDispatcher;
  client.fetchDispatcher = new undiciModule.Agent(options);
  await before?.destroy();
}
