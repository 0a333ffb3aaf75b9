import { resolve } from "node:path";
import { expect, test } from "vitest";
import {
  EnvironmentError,
  marketDataEnvironment,
  startEnvironment,
  webEnvironment,
  workerEnvironment,
} from "../../server/platform/env.ts";

const prices = { TRADEWIND_PRICES_PORT: "4102", TRADEWIND_PRICES_TOKEN: "secret-4" };
const marketData = { ...prices, TRADEWIND_DATABASE_URL_WORKER: "postgres://w:secret-1@127.0.0.1:5432/desk" };
const worker = {
  ...marketData,
  TRADEWIND_LIVE_PORT: "4101",
  TRADEWIND_LIVE_TOKEN: "secret-2",
};
const web = {
  ...prices,
  TRADEWIND_DATABASE_URL_WEB: "postgres://v:secret-1@127.0.0.1:5432/desk",
  TRADEWIND_LIVE_PORT: "4101",
  TRADEWIND_LIVE_TOKEN: "secret-2",
  TRADEWIND_SECRET: "secret-3",
  TRADEWIND_ORIGIN: "http://localhost:3000",
};

test("an empty environment starts a loopback desk on port 3000 with its own Postgres", () => {
  expect(startEnvironment({})).toEqual({
    host: "127.0.0.1",
    port: 3000,
    databaseUrl: undefined,
    dataDir: resolve(".data"),
    isProxyTrusted: false,
    origin: undefined,
    feed: { kind: "synthetic" },
  });
});

test("an empty variable counts as unset", () => {
  expect(startEnvironment({ PORT: "", HOST: "", DATABASE_URL: "" })).toMatchObject({ port: 3000, host: "127.0.0.1" });
});

test.each([
  ["PORT", "abc", 'PORT is "abc", which does not fit. Use a free port from 1 to 65535.'],
  ["PORT", "0", 'PORT is "0"'],
  ["PORT", "65536", 'PORT is "65536"'],
  ["PORT", "30 00", 'PORT is "30 00"'],
  ["HOST", "a b", 'HOST is "a b"'],
  ["TRADEWIND_FEED", "live", 'TRADEWIND_FEED is "live", which does not fit. Use synthetic'],
  ["TRADEWIND_FEED", "recorded:", 'TRADEWIND_FEED is "recorded:"'],
  ["TRADEWIND_FEED_SPEED", "0", 'TRADEWIND_FEED_SPEED is "0"'],
  ["TRADEWIND_FEED_SPEED", "-1", 'TRADEWIND_FEED_SPEED is "-1"'],
  ["TRADEWIND_SEED", "1.5", 'TRADEWIND_SEED is "1.5"'],
  ["TRADEWIND_ORIGIN", "https://desk.example/path", "without a path"],
  ["TRADEWIND_TRUSTED_PROXY", "yes", 'TRADEWIND_TRUSTED_PROXY is "yes"'],
  ["TRADEWIND_TAPE_HOURS", "-1", 'TRADEWIND_TAPE_HOURS is "-1"'],
  ["TRADEWIND_TAPE_MB_MAX", "0", "Use a whole number of megabytes"],
  ["TRADEWIND_UPLOAD_MB_MAX", "0", "Use a whole number of megabytes"],
])("refuses %s=%s and quotes it", (name, value, message) => {
  expect(() => startEnvironment({ [name]: value })).toThrow(EnvironmentError);
  expect(() => startEnvironment({ [name]: value })).toThrow(message);
});

test("names every wrong variable, one a line", () => {
  expect(() => startEnvironment({ PORT: "x", HOST: "?" })).toThrow(/PORT[^\n]*\n?.*HOST|HOST[^\n]*\n.*PORT/s);
});

test("never quotes a secret", () => {
  expect(() => startEnvironment({ DATABASE_URL: "mysql://u:secret@h/d" })).toThrow(
    /^DATABASE_URL has a value of the wrong form\. Use postgres:/,
  );
});

test("the market-data process reads its feed", () => {
  expect(
    marketDataEnvironment({ ...marketData, TRADEWIND_FEED: "recorded:a.csv,b.csv.gz", TRADEWIND_FEED_SPEED: "max" }),
  ).toMatchObject({
    pricesPort: 4102,
    pricesToken: "secret-4",
    feed: { kind: "recorded", files: ["a.csv", "b.csv.gz"] },
    feedSpeed: "max",
    seed: 1,
  });
  expect(marketDataEnvironment({ ...marketData, TRADEWIND_FEED_SPEED: "2.5", TRADEWIND_SEED: "42" })).toMatchObject({
    feed: { kind: "synthetic" },
    feedSpeed: 2.5,
    seed: 42,
  });
});

test("the worker knows where prices are told", () => {
  expect(workerEnvironment(worker)).toMatchObject({ livePort: 4101, pricesPort: 4102, pricesToken: "secret-4" });
});

test("a child without its variables says how to start the desk", () => {
  expect(() => workerEnvironment({})).toThrow(
    "TRADEWIND_DATABASE_URL_WORKER is not set. Start the desk with npm start",
  );
  expect(() => webEnvironment({})).toThrow("TRADEWIND_SECRET is not set.");
});

test("the web knows the setup code and the proxy only when they are set", () => {
  expect(webEnvironment(web)).toMatchObject({ setupCode: undefined, isProxyTrusted: false, supervisorFile: undefined });
  expect(webEnvironment({ ...web, TRADEWIND_SETUP_CODE: "abc", TRADEWIND_TRUSTED_PROXY: "1" })).toMatchObject({
    setupCode: "abc",
    isProxyTrusted: true,
  });
});

test("an uploaded file may have a gigabyte, or what a person says", () => {
  expect(webEnvironment(web).uploadBytesMax).toBe(1_073_741_824);
  expect(webEnvironment({ ...web, TRADEWIND_UPLOAD_MB_MAX: "5" }).uploadBytesMax).toBe(5_242_880);
});
