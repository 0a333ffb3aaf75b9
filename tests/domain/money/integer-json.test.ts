import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromBigInt } from "../../../server/domain/money/integer.ts";
import { parseExact, stringifyExact } from "../../../server/domain/money/integer-json.ts";

const integer = fc
  .oneof(
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
    fc.bigInt({ min: 2n ** 53n - 9n, max: 2n ** 53n + 9n }),
    fc.bigInt({ min: -(2n ** 53n) - 9n, max: -(2n ** 53n) + 9n }),
  )
  .map(fromBigInt);

describe("exact JSON", () => {
  it("brings back every integer in its own form, wherever it stands", () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        integer,
        fc.constantFrom(null, true, false, "text", "12n", "n", "9007199254740993"),
        fc.array(tie("any"), { maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie("any"), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (before) => {
        expect(parseExact(stringifyExact(before))).toEqual(before);
      }),
      { numRuns: 1_000 },
    );
  });

  it("keeps the order of keys", () => {
    expect(stringifyExact({ b: 2n ** 53n, a: 1 })).toBe('{"b":"9007199254740992n","a":1}');
  });
});
