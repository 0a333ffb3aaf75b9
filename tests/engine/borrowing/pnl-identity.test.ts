import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { present } from "../../../server/domain/errors/invariant.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { parseScaled } from "../../../server/domain/money/decimal.ts";
import { add } from "../../../server/domain/money/integer.ts";
import { type BookedMoney, type EquityParts, pnlSplit } from "../../../server/domain/portfolio/pnl-identity.ts";
import { MarksKeeper } from "../../../server/worker/live/marks-keeper.ts";
import { book, funding, HOUR, MarginDeskExample, BTC as PERP, START, USDT } from "../margin/margin-desk-example.ts";

const SPOT = present(findInstrument("BTC-USDT"), "BTC-USDT is listed");
const PRICE = 5_000_000;

const units = (text: string): number => {
  const parsed = parseScaled(text, 8);
  if ("problem" in parsed) throw new RangeError(text);
  return Number(parsed.value);
};

/** A desk that borrows for spot and trades a perpetual beside it, and what it is worth at each moment. */
class Desk extends MarginDeskExample {
  ticks = PRICE;
  hours = 0;
  #at = START;
  readonly #keeper: MarksKeeper;

  constructor() {
    super(20_000, [], [SPOT, PERP]);
    const price = (id: string) => this.state.prices.get(id);
    this.#keeper = new MarksKeeper({ version: 0, instruments: () => [], price } as unknown as ConstructorParameters<
      typeof MarksKeeper
    >[0]);
    this.tick(0);
    expect(this.control({ kind: "set-borrowing", leverage: 5 })).toMatchObject({ kind: "done" });
  }

  tick(ms: number): void {
    this.#at += ms;
    this.market(book(this.#at, this.ticks, SPOT));
    this.market(book(this.#at, this.ticks, PERP));
  }

  fund(rate: string): void {
    this.#at += HOUR;
    this.market(funding(this.#at, rate, this.ticks, PERP));
    this.tick(0);
  }

  parts(): EquityParts {
    const session = { portfolioId: "p", session: this.session };
    const worth = present(
      this.#keeper.of({ ...session, session: { state: this.state } }) ?? undefined,
      "all is priced",
    );
    let earned = 0;
    for (const { realisedUnits, margin } of this.state.holdings.values())
      earned += Number(realisedUnits) + Number(margin?.fundedTotalUnits ?? 0);
    const paid = this.ofKind("cash-moved").reduce<number | bigint>((sum, { units: moved }) => add(sum, moved), 0);
    return {
      equityUnits: units(worth.equity),
      netFlowUnits: add(20_000 * USDT, paid),
      earnedUnits: earned + units(worth.unrealised),
    };
  }

  /** What was booked after a number of changes, recounted from the fills and the venue's words. */
  bookedAfter(count: number): BookedMoney {
    let [fees, slipped, received, interest, forgiven] = [0n, 0n, 0n, 0n, 0n];
    for (const change of this.changes.slice(count)) {
      if (change.kind === "funding-booked") received += BigInt(change.units);
      else if (change.kind === "interest-charged") interest += BigInt(change.units);
      else if (change.kind === "debt-forgiven") forgiven += BigInt(change.units);
      else if (change.kind === "fill-booked") {
        const { feeUnits, feeCurrency, priceTicks, notionalUnits } = change.fill;
        slipped += BigInt(notionalUnits) / 1_000n; // Of any size: it only moves between two parts.
        // A coin has ten decimals and its price two, USDT has eight.
        fees += feeCurrency === "USDT" ? BigInt(feeUnits) : (BigInt(feeUnits) * BigInt(priceTicks)) / 10_000n;
      }
    }
    return {
      feesUnits: fees,
      slippageUnits: slipped,
      fundingUnits: received,
      interestUnits: interest,
      forgivenUnits: forgiven,
    };
  }
}

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom("buy", "sell"),
      of: fc.constantFrom(SPOT, PERP),
      lots: fc.integer({ min: 1, max: 60_000 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("move" as const), ticks: fc.integer({ min: -250_000, max: 250_000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 5 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("fund" as const), rate: fc.constantFrom("0.0001", "-0.00037") }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("cash" as const),
      units: fc.integer({ min: -3_000 * USDT, max: 3_000 * USDT }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("close" as const), of: fc.constantFrom(SPOT, PERP) }) },
);

/** Chance may leave something out: here all of it happens. */
const EACH_ONCE = [
  { kind: "buy", of: PERP, lots: 100 },
  { kind: "fund", rate: "0.0001" },
  { kind: "cash", units: 1_000 * USDT },
  { kind: "buy", of: SPOT, lots: 60_000 },
  { kind: "wait", hours: 5 },
] as const;

describe("what changed equity", () => {
  it("is explained to the last unit, whatever was borrowed, repaid, charged, funded, paid in and lost", () => {
    const seen = { interest: 0, funded: 0, borrowed: 0, paid: 0 };
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), fc.nat(30), (steps, cut) => {
        const desk = new Desk();
        let from = desk.parts();
        let count = desk.changes.length;
        for (const [index, each] of steps.entries()) {
          if (index === cut) [from, count] = [desk.parts(), desk.changes.length];
          if (each.kind === "buy" || each.kind === "sell") desk.order(each.kind, each.lots, null, false, each.of);
          else if (each.kind === "move") desk.ticks = Math.max(1_000_000, desk.ticks + each.ticks);
          else if (each.kind === "fund") desk.fund(each.rate);
          else if (each.kind === "cash") desk.control({ kind: "move-cash", currency: "USDT", units: each.units });
          else if (each.kind === "close")
            desk.control({ kind: "close-position", instrumentId: each.of.id, share: "all" });
          desk.tick(each.kind === "wait" ? each.hours * HOUR : 1_000);
        }
        const to = desk.parts();
        expect(pnlSplit(from, to, desk.bookedAfter(count)).residualUnits).toBe(0);
        seen.interest += desk.ofKind("interest-charged").length;
        seen.funded += desk.ofKind("funding-booked").length;
        seen.borrowed += desk.ofKind("borrowing-changed").length;
        seen.paid += desk.ofKind("cash-moved").length;
      }),
      { numRuns: 120, examples: [[[...EACH_ONCE], 0]] },
    );
    for (const [what, count] of Object.entries(seen)) expect(`${what} ${count > 0}`).toBe(`${what} true`);
  });

  it("counts what the venue writes off after it sold everything, apart from what prices lost", () => {
    const desk = new Desk();
    const [from, count] = [desk.parts(), desk.changes.length];
    desk.order("buy", 120_000, null, false, SPOT);
    desk.tick(HOUR);
    desk.ticks = PRICE / 2;
    desk.tick(HOUR);
    const split = pnlSplit(from, desk.parts(), desk.bookedAfter(count));
    expect(Number(split.forgivenUnits)).toBeGreaterThan(0);
    expect(Number(split.interestUnits)).toBeLessThan(0);
    expect(split.changeUnits).toBe(-20_000 * USDT);
    expect(split.residualUnits).toBe(0);
  });
});
