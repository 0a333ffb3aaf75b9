import { expect, test } from "vitest";
import { EnvironmentError, exchangeUrl, jobsEnvironment } from "../../server/platform/env.ts";

test.each(["http://127.0.0.1:4100", "http://localhost:4100", "http://[::1]:4100", "https://127.9.9.9:1"])(
  "an exchange's data may come from %s",
  (url) => {
    expect(exchangeUrl("binance", { TRADEWIND_EXCHANGE_URL_BINANCE: url })).toBe(url);
  },
);

test("an exchange is asked at its own address unless another is set", () => {
  expect(
    exchangeUrl("okx", { TRADEWIND_EXCHANGE_URL_BINANCE: "http://127.0.0.1:1", TRADEWIND_EXCHANGE_URL_OKX: "" }),
  ).toBeNull();
});

test.each([
  "https://evil.example:443",
  "http://127.0.0.1.evil.example:80",
  "http://127.0.0.1:4100/path",
  "http://localhost@evil.example:80",
  "ftp://127.0.0.1:21",
])("no other machine may stand for an exchange: %s", (url) => {
  const read = () => exchangeUrl("binance", { TRADEWIND_EXCHANGE_URL_BINANCE: url });
  expect(read).toThrow(EnvironmentError);
  expect(read).toThrow("TRADEWIND_EXCHANGE_URL_BINANCE has a value of the wrong form");
});

test("the jobs process needs its login, and quotes no password", () => {
  expect(() => jobsEnvironment({})).toThrow("TRADEWIND_DATABASE_URL_WORKER is not set");
  expect(jobsEnvironment({ TRADEWIND_DATABASE_URL_WORKER: "postgres://a:hush@h/d" })).toMatchObject({
    logLevel: "info",
  });
});
