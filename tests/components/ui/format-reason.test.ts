import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { DEFAULT_LOCALE, setFormatLocale } from "../../../components/ui/format-locale.ts";
import { formatReason } from "../../../components/ui/format-reason.ts";

afterEach(() => setFormatLocale(DEFAULT_LOCALE));

it.each([
  [
    'The order needs "80337.0226438" USDT but "79000.1" is available. Reduce the quantity or cancel other orders.',
    "The order needs 80,337.03 USDT but 79,000.10 is available. Reduce the quantity or cancel other orders.",
  ],
  [
    'The order needs "1.5" BTC but "0.25" is available. Reduce the quantity.',
    "The order needs 1.5 BTC but 0.25 is available. Reduce the quantity.",
  ],
  [
    'Price "64210.00" reaches too far. Use "63567.90" or better.',
    "Price 64,210.00 reaches too far. Use 63,567.90 or better.",
  ],
  [
    'The order would borrow "0.5" BTC, and at 3× "12345.678" USDT more may be borrowed.',
    "The order would borrow 0.5 BTC, and at 3× 12,345.67 USDT more may be borrowed.",
  ],
  ['Order value "1" USDT is below the minimum "5".', "Order value 1.00 USDT is below the minimum 5.00."],
  ['More than "20" orders in one second. Wait a second and send again.', null],
  ['It took the place of order "abco12".', null],
])("writes the numbers of %j like all others", (reason, told) => {
  expect(formatReason(reason)).toBe(told ?? reason);
});

it("keeps as many decimals as tell two amounts apart, and one from nothing", () => {
  const told = (need: string, has: string) => formatReason(`The order needs "${need}" USDT but "${has}" is available.`);
  expect(told("100.00001", "100")).toBe("The order needs 100.01 USDT but 100.00 is available.");
  expect(told("100.00002", "100.00001")).toBe("The order needs 100.01 USDT but 100.00 is available.");
  expect(told("100.012", "100.019")).toBe("The order needs 100.02 USDT but 100.01 is available.");
  expect(told("5", "0.0004")).toBe("The order needs 5.0000 USDT but 0.0004 is available.");
});

it("never tells less than is needed, nor more than is there", () => {
  const amount = fc
    .tuple(fc.nat({ max: 10_000_000 }), fc.nat({ max: 99_999_999 }))
    .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(8, "0")}`);
  fc.assert(
    fc.property(amount, amount, (need, has) => {
      const told = formatReason(`The order needs "${need}" USDT but "${has}" is available.`);
      const [needTold = "", hasTold = ""] = [...told.matchAll(/[\d,]+\.\d+/g)].map(([text]) =>
        text.replaceAll(",", ""),
      );
      const units = (text: string) => {
        const [whole = "", fraction = ""] = text.split(".");
        return BigInt(whole + fraction.padEnd(12, "0"));
      };
      expect(units(needTold) >= units(need)).toBe(true);
      expect(units(hasTold) <= units(has)).toBe(true);
      if (units(need) > units(has)) expect(units(needTold) > units(hasTold)).toBe(true);
    }),
  );
});

it("uses the signs of the person's number format", () => {
  setFormatLocale({ ...DEFAULT_LOCALE, numberFormat: "de" });
  expect(formatReason('It needs "1234.5" USDT.')).toBe("It needs 1.234,50 USDT.");
});
