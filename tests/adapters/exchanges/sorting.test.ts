import fc from "fast-check";
import { expect, test } from "vitest";
import { ExchangeFault, faultOfAnswer, sortFault } from "../../../server/adapters/exchanges/ccxt-errors.ts";
import { exactInstant, exactSignedText, exactText, timesExact } from "../../../server/adapters/exchanges/exact-text.ts";
import { Interrupted, makePatience } from "../../../server/adapters/exchanges/patience.ts";

class BaseError extends Error {}
class ExchangeError extends BaseError {}
class BadSymbol extends ExchangeError {}
class OperationFailed extends BaseError {}
class NetworkError extends OperationFailed {}
class RequestTimeout extends NetworkError {}
class RateLimitExceeded extends NetworkError {}
class ExchangeNotAvailable extends NetworkError {}
class OnMaintenance extends ExchangeNotAvailable {}

test.each([
  [new BadSymbol("no"), "refused"],
  [new RequestTimeout("late"), "unknown"],
  [new ExchangeNotAvailable("503"), "unknown"],
  [new RateLimitExceeded("429"), "retry"],
  [new OnMaintenance("back soon"), "retry"],
  [new TypeError("Cannot read properties of undefined"), "unknown"],
  ["a text", "unknown"],
])("sorts %s as %s", (cause, sort) => {
  expect(sortFault(cause).sort).toBe(sort);
});

test("shortens an error page of a screen to a line", () => {
  const fault = sortFault(new NetworkError(`<html>\n${"x ".repeat(5_000)}</html>`));
  expect(fault.message.length).toBe(301);
  expect(fault.message).not.toContain("\n");
});

const now = Date.UTC(2026, 0, 1);
const answer = { status: 200, headers: {}, body: "{}", isReadable: true };
test.each([
  [{ status: 429, headers: { "Retry-After": "7" } }, "retry", 7_000],
  [{ status: 418, headers: { "retry-after": "Thu, 01 Jan 2026 00:02:00 GMT" } }, "retry", 120_000],
  [{ status: 418, body: `{"msg":"Way too much; IP banned until ${now + 5_000}."}` }, "retry", 5_000],
  [{ status: 429 }, "retry", null],
  [{ status: 451 }, "refused", null],
  [{ status: 503, body: '{"code":-1}' }, "unknown", null],
  [{ status: 200, isReadable: false }, "unknown", null],
])("an answer %o is sorted as %s, to wait %s ms", (more, sort, waitMs) => {
  expect(faultOfAnswer("Binance", { ...answer, ...more }, now)).toMatchObject({ sort, waitMs });
});

test.each([{ status: 200 }, { status: 400 }, { status: 404, isReadable: false }])("leaves %o to ccxt", (more) => {
  expect(faultOfAnswer("Binance", { ...answer, ...more }, now)).toBeNull();
});

function patienceOf(chance = 0.5, signal?: AbortSignal) {
  const clock = { at: now, waits: [] as number[] };
  const pause = async (ms: number) => {
    clock.waits.push(ms);
    clock.at += ms;
  };
  return { clock, patience: makePatience({ now: () => clock.at, pause, chance: () => chance, signal }) };
}

test("asks at most eight times, each time twice as late with jitter, up to 30 s", async () => {
  const { clock, patience } = patienceOf();
  let asked = 0;
  const question = async () => {
    asked += 1;
    throw new ExchangeFault("unknown", "down");
  };
  await expect(patience.ask(question)).rejects.toThrow("down. That was try 8;");
  expect(asked).toBe(8);
  expect(clock.waits).toEqual([375, 750, 1_500, 3_000, 6_000, 12_000, 22_500]);
});

test("does not ask again what was refused", async () => {
  const { clock, patience } = patienceOf();
  await expect(patience.ask(() => Promise.reject(new ExchangeFault("refused", "no")))).rejects.toThrow("no");
  expect(clock.waits).toEqual([]);
});

test("keeps the quiet that an exchange asked for, also with the next question", async () => {
  const { clock, patience } = patienceOf(0);
  const limit = new ExchangeFault("retry", "slower", { waitMs: 60_000, isLimit: true });
  const askedAt: number[] = [];
  await patience.ask(async () => {
    askedAt.push(clock.at);
    if (askedAt.length === 1) throw limit;
  });
  expect(askedAt).toEqual([now, now + 60_100]);
  const long = new ExchangeFault("retry", "banned", { waitMs: 3_600_000, isLimit: true });
  await expect(patience.ask(() => Promise.reject(long))).rejects.toThrow("Try again after 2026-01-01T01:01:");
});

test("an interruption ends a question that never answers", async () => {
  const stopping = new AbortController();
  const { patience } = patienceOf(0, stopping.signal);
  const asked = patience.ask(() => new Promise(() => {}));
  stopping.abort();
  await expect(asked).rejects.toThrow(Interrupted);
  await expect(patience.ask(async () => 1)).rejects.toThrow(Interrupted);
});

test("keeps every digit of a text and writes an exponent out", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 25n }), fc.integer({ min: 0, max: 20 }), (digits, decimals) => {
      const text = digits.toString();
      expect(exactText(text, "a price")).toBe(text);
      const written = exactText(`${text}e-${decimals}`, "a price");
      const [whole = "", fraction = ""] = written.split(".");
      expect(BigInt(whole + fraction)).toBe(digits);
      expect(fraction.length).toBe(decimals);
      expect(BigInt(exactText(`${text}e${decimals}`, "a price"))).toBe(digits * 10n ** BigInt(decimals));
    }),
  );
  expect(exactText("1.25E-7", "a price")).toBe("0.000000125");
  expect(exactSignedText("-0.00010000", "a rate")).toBe("-0.00010000");
});

test.each([1.5, null, undefined, "", "NaN", "-1", "1,5", "0x1", " 1"])("takes no %j for a price", (value) => {
  expect(() => exactText(value, "a price")).toThrow(ExchangeFault);
});

test("multiplies without rounding", () => {
  expect(timesExact("3.000000000000000007", "0.01")).toBe("0.03000000000000000007");
  expect(timesExact("12", "1")).toBe("12");
  expect(timesExact("0.5", "1000")).toBe("500");
});

test("takes instants as digits or whole numbers only", () => {
  expect([exactInstant("1700000000000", "a time"), exactInstant(5, "a time")]).toEqual([1_700_000_000_000, 5]);
  for (const value of ["1.5", -1, 1.5, "now", null]) expect(() => exactInstant(value, "a time")).toThrow("a time");
});
