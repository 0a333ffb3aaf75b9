import { resolve } from "node:path";
import { z } from "zod";

/** Thrown at start with one sentence a variable; never quotes a secret. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

type Source = Readonly<Record<string, string | undefined>>;

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().min(1).max(65_535));
const secret = z.string().min(1);
const databaseUrl = z.string().regex(/^postgres(ql)?:\/\//);
const origin = z.string().regex(/^https?:\/\/[^/]+$/);
const flag = z.enum(["0", "1"]).transform((value) => value === "1");
const dataDir = z
  .string()
  .min(1)
  .transform((value) => resolve(value));

const feed = z
  .string()
  .regex(/^(synthetic|recorded:[^,]+(,[^,]+)*)$/)
  .transform((value): FeedChoice => {
    if (value === "synthetic") return { kind: "synthetic" };
    return { kind: "recorded", files: value.slice("recorded:".length).split(",") };
  });
const feedSpeed = z
  .string()
  .regex(/^(max|\d+(\.\d+)?)$/)
  .transform((value): number | "max" => (value === "max" ? "max" : Number(value)))
  .refine((value) => value === "max" || value > 0);
const seed = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);

export type FeedChoice =
  | { readonly kind: "synthetic" }
  | { readonly kind: "recorded"; readonly files: readonly string[] };

const expected: Readonly<Record<string, string>> = {
  DATABASE_URL: "Use postgres://USER:PASSWORD@HOST:PORT/DATABASE, or leave it out for the built-in Postgres.",
  HOST: "Use a host name or address, such as 127.0.0.1.",
  PORT: "Use a free port from 1 to 65535.",
  TRADEWIND_DATABASE_URL_OWNER: "Start the desk with npm start, which sets it.",
  TRADEWIND_DATABASE_URL_WEB: "Start the desk with npm start, which sets it.",
  TRADEWIND_DATABASE_URL_WORKER: "Start the desk with npm start, which sets it.",
  TRADEWIND_DATA_DIR: "Use the path of a folder that you may write.",
  TRADEWIND_FEED: "Use synthetic, or recorded:FILE[,FILE…].",
  TRADEWIND_FEED_SPEED: "Use max, or a factor above 0 such as 1 or 60.",
  TRADEWIND_LIVE_PORT: "Use a free port from 1 to 65535.",
  TRADEWIND_LIVE_TOKEN: "Start the desk with npm start, which sets it.",
  TRADEWIND_LOG_LEVEL: "Use debug, info, warn or error.",
  TRADEWIND_ORIGIN: "Use the address that browsers see, such as https://desk.example, without a path.",
  TRADEWIND_PRICES_PORT: "Use a free port from 1 to 65535.",
  TRADEWIND_PRICES_TOKEN: "Start the desk with npm start, which sets it.",
  TRADEWIND_SECRET: "Start the desk with npm start, which sets it.",
  TRADEWIND_SEED: "Use a whole number of at most 15 digits.",
  TRADEWIND_TAPE_HOURS: "Use a whole number of hours, or 0 to keep no tape.",
  TRADEWIND_TAPE_MB_MAX: "Use a whole number of megabytes from 1 to 999999.",
  TRADEWIND_TRUSTED_PROXY: "Use 1 when a proxy that ends TLS stands before the desk, else 0.",
  TRADEWIND_UPLOAD_MB_MAX: "Use a whole number of megabytes from 1 to 999999.",
};

const neverQuoted = /URL|SECRET|TOKEN|CODE/;

function read<Shape extends z.ZodRawShape>(shape: Shape, source: Source): z.output<z.ZodObject<Shape>> {
  // An empty variable is an unset one: `PORT= npm start` means the default.
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const result = z.object(shape).safeParse(filled);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((issue) => String(issue.path[0])))];
  throw new EnvironmentError(names.map((name) => describe(name, filled[name])).join("\n"));
}

function describe(name: string, value: string | undefined): string {
  const advice = expected[name] ?? "";
  if (value === undefined) return `${name} is not set. ${advice}`.trim();
  if (neverQuoted.test(name)) return `${name} has a value of the wrong form. ${advice}`.trim();
  return `${name} is "${value}", which does not fit. ${advice}`.trim();
}

const logLevel = z.enum(["debug", "info", "warn", "error"]).default("info");
const place = {
  TRADEWIND_DATA_DIR: dataDir.default(() => resolve(".data")),
  TRADEWIND_LOG_LEVEL: logLevel,
};
const feedVariables = {
  TRADEWIND_FEED: feed.default({ kind: "synthetic" }),
  TRADEWIND_FEED_SPEED: feedSpeed.default(1),
  TRADEWIND_SEED: seed.default(1),
};

const wholeNumber = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);
const megabytes = wholeNumber.pipe(z.number().min(1));
const uploadVariables = { TRADEWIND_UPLOAD_MB_MAX: megabytes.default(1_024) };
const tapeVariables = {
  TRADEWIND_TAPE_HOURS: wholeNumber.default(48),
  TRADEWIND_TAPE_MB_MAX: megabytes.default(2_000),
};

export type StartEnvironment = {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly isProxyTrusted: boolean;
  readonly origin: string | undefined;
  readonly feed: FeedChoice;
};

/** What a person may set before `npm start` and `tradewind`. */
export function startEnvironment(source: Source = process.env): StartEnvironment {
  const shape = {
    ...place,
    ...feedVariables,
    ...uploadVariables,
    ...tapeVariables,
    HOST: z
      .string()
      .regex(/^[A-Za-z0-9.:_-]+$/)
      .default("127.0.0.1"),
    PORT: port.default(3000),
    DATABASE_URL: databaseUrl.optional(),
    TRADEWIND_TRUSTED_PROXY: flag.default(false),
    TRADEWIND_ORIGIN: origin.optional(),
  };
  const values = read(shape, source);
  return {
    host: values.HOST,
    port: values.PORT,
    databaseUrl: values.DATABASE_URL,
    dataDir: values.TRADEWIND_DATA_DIR,
    isProxyTrusted: values.TRADEWIND_TRUSTED_PROXY,
    origin: values.TRADEWIND_ORIGIN,
    feed: values.TRADEWIND_FEED,
  };
}

/** Where the market-data process tells prices, and what one must say there. */
const pricesVariables = { TRADEWIND_PRICES_PORT: port, TRADEWIND_PRICES_TOKEN: secret };

export type MarketDataEnvironment = {
  readonly databaseUrl: string;
  readonly pricesPort: number;
  readonly pricesToken: string;
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly feed: FeedChoice;
  readonly feedSpeed: number | "max";
  readonly seed: number;
};

export function marketDataEnvironment(source: Source = process.env): MarketDataEnvironment {
  const shape = { ...place, ...feedVariables, ...pricesVariables, TRADEWIND_DATABASE_URL_WORKER: databaseUrl };
  const values = read(shape, source);
  return {
    databaseUrl: values.TRADEWIND_DATABASE_URL_WORKER,
    pricesPort: values.TRADEWIND_PRICES_PORT,
    pricesToken: values.TRADEWIND_PRICES_TOKEN,
    dataDir: values.TRADEWIND_DATA_DIR,
    logLevel: values.TRADEWIND_LOG_LEVEL,
    feed: values.TRADEWIND_FEED,
    feedSpeed: values.TRADEWIND_FEED_SPEED,
    seed: values.TRADEWIND_SEED,
  };
}

export type WorkerEnvironment = {
  readonly databaseUrl: string;
  readonly livePort: number;
  readonly liveToken: string;
  readonly pricesPort: number;
  readonly pricesToken: string;
  readonly dataDir: string;
  /** How long what happens is kept to be run again, and how much of it; 0 hours keep nothing. */
  readonly tape: { readonly hours: number; readonly megabytes: number };
  readonly logLevel: LogLevel;
};

export type LogLevel = z.output<typeof logLevel>;

export function workerEnvironment(source: Source = process.env): WorkerEnvironment {
  const shape = {
    ...place,
    ...pricesVariables,
    ...tapeVariables,
    TRADEWIND_DATABASE_URL_WORKER: databaseUrl,
    TRADEWIND_LIVE_PORT: port,
    TRADEWIND_LIVE_TOKEN: secret,
  };
  const values = read(shape, source);
  return {
    databaseUrl: values.TRADEWIND_DATABASE_URL_WORKER,
    livePort: values.TRADEWIND_LIVE_PORT,
    liveToken: values.TRADEWIND_LIVE_TOKEN,
    pricesPort: values.TRADEWIND_PRICES_PORT,
    pricesToken: values.TRADEWIND_PRICES_TOKEN,
    dataDir: values.TRADEWIND_DATA_DIR,
    tape: { hours: values.TRADEWIND_TAPE_HOURS, megabytes: values.TRADEWIND_TAPE_MB_MAX },
    logLevel: values.TRADEWIND_LOG_LEVEL,
  };
}

const loopback = /^https?:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\]):\d{1,5}$/;

/**
 * Another address of an exchange's public data, for tests: `TRADEWIND_EXCHANGE_URL_BINANCE=http://127.0.0.1:4100`. Null for
 * its own. Only this machine can be named: what is fetched is stored as the exchange's own.
 */
export function exchangeUrl(exchange: string, source: Source = process.env): string | null {
  const name = `TRADEWIND_EXCHANGE_URL_${exchange.toUpperCase()}`;
  const value = source[name];
  if (value === undefined || value === "") return null;
  if (loopback.test(value)) return value;
  throw new EnvironmentError(
    `${name} has a value of the wrong form. Use an address of this machine such as http://127.0.0.1:4100, without a path.`,
  );
}

export type JobsEnvironment = {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly logLevel: LogLevel;
};

export function jobsEnvironment(source: Source = process.env): JobsEnvironment {
  const values = read({ ...place, TRADEWIND_DATABASE_URL_WORKER: databaseUrl }, source);
  return {
    databaseUrl: values.TRADEWIND_DATABASE_URL_WORKER,
    dataDir: values.TRADEWIND_DATA_DIR,
    logLevel: values.TRADEWIND_LOG_LEVEL,
  };
}

export type WebEnvironment = {
  /** What the worker plays, known here before the worker has said so. */
  readonly feedKind: FeedChoice["kind"];
  readonly databaseUrl: string;
  readonly livePort: number;
  readonly liveToken: string;
  readonly pricesPort: number;
  readonly pricesToken: string;
  readonly secret: string;
  readonly origin: string;
  readonly setupCode: string | undefined;
  readonly isProxyTrusted: boolean;
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly supervisorFile: string | undefined;
  /** Of one file of market data. */
  readonly uploadBytesMax: number;
};

/** Call it when a request comes, not while a module loads: `next build` runs without these variables. */
export function webEnvironment(source: Source = process.env): WebEnvironment {
  const shape = {
    ...place,
    ...feedVariables,
    ...uploadVariables,
    ...pricesVariables,
    TRADEWIND_DATABASE_URL_WEB: databaseUrl,
    TRADEWIND_LIVE_PORT: port,
    TRADEWIND_LIVE_TOKEN: secret,
    TRADEWIND_SECRET: secret,
    TRADEWIND_ORIGIN: origin,
    TRADEWIND_SETUP_CODE: secret.optional(),
    TRADEWIND_TRUSTED_PROXY: flag.default(false),
    TRADEWIND_SUPERVISOR_FILE: z.string().min(1).optional(),
  };
  const values = read(shape, source);
  return {
    feedKind: values.TRADEWIND_FEED.kind,
    databaseUrl: values.TRADEWIND_DATABASE_URL_WEB,
    livePort: values.TRADEWIND_LIVE_PORT,
    liveToken: values.TRADEWIND_LIVE_TOKEN,
    pricesPort: values.TRADEWIND_PRICES_PORT,
    pricesToken: values.TRADEWIND_PRICES_TOKEN,
    secret: values.TRADEWIND_SECRET,
    origin: values.TRADEWIND_ORIGIN,
    setupCode: values.TRADEWIND_SETUP_CODE,
    isProxyTrusted: values.TRADEWIND_TRUSTED_PROXY,
    dataDir: values.TRADEWIND_DATA_DIR,
    logLevel: values.TRADEWIND_LOG_LEVEL,
    supervisorFile: values.TRADEWIND_SUPERVISOR_FILE,
    uploadBytesMax: values.TRADEWIND_UPLOAD_MB_MAX * 1_048_576,
  };
}
