import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fromBigInt, type Integer, multiply } from "../../../server/domain/money/integer.ts";
import type { Lot } from "../../../server/domain/positions/lot.ts";
import { closeLots, inClosingOrder } from "../../../server/domain/positions/lot-matching.ts";
import { lotExample } from "./lot-examples.ts";

type Case = { readonly class: string; readonly test: string; readonly method: string; readonly ledger: string };
/** `{115.00 USD, 2016-01-15}`: what a posting says about its lot; absent parts are null. */
type Posting = { readonly quantity: number; readonly unitCost: Integer | null; readonly date: string | null };
type Block = {
  readonly date: string;
  readonly tags: readonly string[];
  readonly postings: readonly Posting[];
  readonly error: string | null;
};

const FILE = new URL("../../../../shared/oracles/lots/beancount_booking.json", import.meta.url);
const hasOracle = existsSync(FILE);
if (!hasOracle) console.log(`Skipped: the oracle ${FILE.pathname} is absent.`);

/** Cases whose convention we do not have. */
const UNMAPPED: Record<string, string> = {
  test_reduce__reduction_with_same_currency_not_at_cost:
    "its inventory holds units without a cost; our lots always have one",
};

function parsePosting(line: string): Posting {
  const found = /^\s+Assets:Account\s+(-?\d+) HOOL \{([^}]*)\}$/.exec(line);
  if (found === null) throw new Error(`Cannot read posting "${line}"`);
  const terms = (found[2] ?? "").split(",").map((term) => term.trim());
  const cost = terms.find((term) => /^\d+\.\d\d USD$/.test(term));
  const date = terms.find((term) => /^\d{4}-\d\d-\d\d$/.test(term));
  if (terms.some((term) => term !== "" && term !== cost && term !== date))
    throw new Error(`Unknown terms in "${line}"`);
  return {
    quantity: Number(found[1]),
    unitCost: cost === undefined ? null : fromBigInt(BigInt(cost.replace(/\D/g, ""))),
    date: date ?? null,
  };
}

function parseLedger(ledger: string): Block[] {
  return ledger.split(/\n\s*\n/).map((text) => {
    const [head = "", ...lines] = text.split("\n").filter((line) => line.trim() !== "");
    const [date = "", star, ...tags] = head.split(" ");
    if (star !== "*") throw new Error(`Cannot read block "${head}"`);
    const error = lines.map((line) => /^\s+error: "(.*)"$/.exec(line)?.[1]).find((it) => it !== undefined);
    const isReduced = tags.every((tag) => tag === "#reduced"); // Beancount's own intermediate step.
    return {
      date,
      tags,
      error: error ?? null,
      postings: error !== undefined || isReduced ? [] : lines.map(parsePosting),
    };
  });
}

const day = (date: string): number => Date.parse(`${date}T00:00Z`);
const isMatch = (lot: Lot, wanted: Posting): boolean =>
  (wanted.unitCost === null || multiply(wanted.unitCost, lot.quantityUnits) === lot.costUnits) &&
  (wanted.date === null || lot.openedAt === day(wanted.date));

function openLot(posting: Posting, id: string, openedOn: string): Lot {
  const size = Math.abs(posting.quantity);
  const lot = lotExample(id, size, multiply(posting.unitCost ?? 0, size), day(posting.date ?? openedOn));
  return { ...lot, direction: posting.quantity < 0 ? "short" : "long" };
}

/** One line a lot or a booking: signed quantity, unit cost, date. */
const line = (signed: Integer, cost: Integer, size: Integer, at: number): string =>
  `${signed} at ${Number(cost) / Number(size) / 100} of ${new Date(at).toISOString().slice(0, 10)}`;
const lineOfLot = (lot: Lot): string =>
  line(
    lot.direction === "long" ? lot.quantityUnits : -lot.quantityUnits,
    lot.costUnits,
    lot.quantityUnits,
    lot.openedAt,
  );
const lineOfPosting = (posting: Posting, date: string): string => lineOfLot(openLot(posting, "", date));

type Booking = { readonly inventory: Lot[]; readonly booked: string[]; readonly unmatchedUnits: Integer };

/** Books the postings of one transaction, one after the other; what closes nothing opens a lot where a cost says at what. */
function book(ante: readonly Lot[], apply: Block): Booking {
  let inventory = [...ante];
  let missing: Integer = 0;
  const booked: string[] = [];
  for (const [index, posting] of apply.postings.entries()) {
    const closes = posting.quantity < 0 ? "long" : "short";
    const isNamed = closes === "long"; // A crossing buy names the cost of the lot that it opens.
    const candidates = inventory.filter((lot) => lot.direction === closes && (!isNamed || isMatch(lot, posting)));
    const size = Math.abs(posting.quantity);
    const closing = closeLots(inClosingOrder(candidates, "FIFO"), size, multiply(posting.unitCost ?? 0, size));
    for (const { lot, closedUnits, closedCostUnits, leftUnits, leftCostUnits } of closing.reductions) {
      const signed = closes === "long" ? -closedUnits : closedUnits;
      booked.push(line(signed, closedCostUnits, closedUnits, lot.openedAt));
      inventory = inventory
        .map((it) => (it.id === lot.id ? { ...it, quantityUnits: leftUnits, costUnits: leftCostUnits } : it))
        .filter((it) => it.quantityUnits !== 0);
    }
    if (closing.unmatchedUnits === 0) continue;
    if (isNamed) {
      missing = closing.unmatchedUnits;
      continue;
    }
    const opened: Lot = {
      ...openLot(posting, `new${index}`, apply.date),
      quantityUnits: closing.unmatchedUnits,
      costUnits: closing.unmatchedProceedsUnits,
    };
    inventory.push(opened);
    booked.push(lineOfLot(opened));
  }
  return { inventory, booked, unmatchedUnits: missing };
}

describe.skipIf(!hasOracle)("lots against Beancount's FIFO booking cases", () => {
  const cases = hasOracle
    ? (JSON.parse(readFileSync(FILE, "utf8")) as { tests: Case[] }).tests.filter((it) => it.method === "FIFO")
    : [];

  it("has something to reproduce", () => {
    expect(cases).toHaveLength(14);
  });

  for (const example of cases) {
    const name = `${example.class} ${example.test}`;
    const reason = UNMAPPED[example.test];
    if (reason !== undefined) {
      it.skip(`${name}: ${reason}`);
      continue;
    }
    it(name, () => {
      const blocks = parseLedger(example.ledger);
      const tagged = (tag: string): Block | undefined => blocks.find((block) => block.tags.includes(tag));
      const [ante, apply, expected, after] = ["#ante", "#apply", "#booked", "#ex"].map(tagged);
      if (ante === undefined || apply === undefined) throw new Error("The case has no inventory or nothing to apply");
      const before = ante.postings.map((posting, index) => openLot(posting, `l${index}`, ante.date));
      const result = book(before, apply);
      if (expected?.error != null) {
        expect(expected.error).toBe("Not enough lots to reduce");
        expect(result.unmatchedUnits > 0).toBe(true);
        return; // Refused: Beancount leaves the inventory alone, and closeLots changes none.
      }
      expect(expected === undefined && after === undefined).toBe(false);
      expect(result.unmatchedUnits).toBe(0);
      if (expected !== undefined) {
        expect(result.booked).toEqual(expected.postings.map((it) => lineOfPosting(it, expected.date)));
      }
      if (after !== undefined) {
        const lines = after.postings.map((it) => lineOfPosting(it, after.date));
        expect(result.inventory.map(lineOfLot)).toEqual(lines);
      }
    });
  }
});
