import fc from "fast-check";
import { expect, it } from "vitest";
import {
  keptTerms,
  readScreenState,
  type ScreenState,
  writeScreenState,
} from "@/components/instruments/use-screen-state.ts";

const state: fc.Arbitrary<ScreenState> = fc
  .record({
    text: fc.string({ maxLength: 40 }),
    venues: fc.uniqueArray(fc.constantFrom("paper", "kraken", "okx")),
    kinds: fc.subarray(["spot", "perpetual"] as const),
    statuses: fc.subarray(["trading", "halted", "delisted"] as const),
    list: fc.option(fc.string({ minLength: 1, maxLength: 20 })),
    order: fc.constantFrom("best", "symbol", "change", "volume"),
    isDescending: fc.boolean(),
    details: fc.option(fc.constantFrom("BTC-USDT", "BTC-USDT-PERP.okx")),
  })
  .map((each) => ({ ...each, isDescending: each.order !== "best" && each.isDescending }) as ScreenState);

it("stands whole in the address, beside what else is there", () => {
  fc.assert(
    fc.property(state, (given) => {
      const query = new URLSearchParams(writeScreenState(new URLSearchParams("portfolio=P1&q=old&list=old"), given));
      expect(readScreenState(query)).toEqual(given);
      expect(query.get("portfolio")).toBe("P1");
    }),
  );
});

it("takes no nonsense from an address", () => {
  const read = readScreenState(new URLSearchParams("kind=spot,boat&status=gone&sort=drop&dir=desc"));
  expect(read).toMatchObject({ kinds: ["spot"], statuses: [], order: "best", isDescending: false });
});

it("is kept for the next time with its sorting and filters, not with what was searched for or looked at", () => {
  fc.assert(
    fc.property(state, (given) => {
      const kept = keptTerms(writeScreenState(new URLSearchParams("portfolio=P1"), given));
      const { venues, kinds, statuses, order, isDescending } = given;
      const plain = readScreenState(new URLSearchParams());
      expect(readScreenState(new URLSearchParams(kept))).toEqual({
        ...plain,
        ...{ venues, kinds, statuses, order, isDescending },
      });
      expect(new URLSearchParams(kept).has("portfolio")).toBe(false);
    }),
  );
});
