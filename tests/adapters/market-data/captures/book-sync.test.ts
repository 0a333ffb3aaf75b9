import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BookDiff, BookMessage } from "../../../../server/adapters/market-data/captures/book-message.ts";
import { BookSync, type SyncOutput } from "../../../../server/adapters/market-data/captures/book-sync.ts";
import {
  BINANCE_FUTURES,
  BINANCE_SPOT,
  BYBIT,
  HYPERLIQUID,
  OKX,
  type SequenceRule,
} from "../../../../server/adapters/market-data/captures/protocols/sequence-rules.ts";
import { changes, DeskModel, type Numbering, shown, VenueModel } from "./venue-model.ts";

const RULES: Readonly<Record<Numbering, SequenceRule>> = {
  spot: BINANCE_SPOT,
  futures: BINANCE_FUTURES,
  bybit: BYBIT,
  okx: OKX,
};
const numberings = Object.keys(RULES) as Numbering[];

type Changes = ConstructorParameters<typeof VenueModel>[0];

function join(all: Changes, numbering: Numbering) {
  const venue = new VenueModel(all, numbering);
  const sync = new BookSync({ instrumentId: "X", rule: RULES[numbering] });
  return { venue, sync, desk: new DeskModel(sync, venue.booksById) };
}

describe.each(numberings)("a book of %s", (numbering) => {
  it("is the venue's after every change, whatever of them came before the snapshot", () => {
    fc.assert(
      fc.property(changes, fc.nat(5), fc.nat(5), (all, before, extra) => {
        const { venue, sync, desk } = join(all, numbering);
        const isRequested = RULES[numbering].snapshots === "requested";
        const seen = Math.min(before + extra, all.length);
        if (isRequested) for (const diff of venue.diffs.slice(0, seen)) desk.take(diff);
        desk.take(venue.snapshotAfter(Math.min(before, seen)));
        for (const diff of venue.diffs.slice(isRequested ? seen : Math.min(before, seen))) desk.take(diff);
        expect([desk.objections, desk.codes, sync.state]).toEqual([[], [], "synced"]);
        expect(shown(desk.book)).toBe([...venue.booksById.values()].at(-1));
      }),
    );
  });

  const synced = (all: Changes) => {
    const joined = join(all, numbering);
    joined.desk.take(joined.venue.snapshotAfter(0));
    joined.desk.take(joined.venue.diffs[0] as BookDiff);
    return joined;
  };

  it("notices one dropped change, is silent until a snapshot comes, and is whole again", () => {
    fc.assert(
      fc.property(changes, fc.nat(), fc.nat(3), (all, where, patience) => {
        const { venue, sync, desk } = synced(all);
        const dropped = 1 + (where % (all.length - 2));
        for (const [index, diff] of venue.diffs.entries()) {
          if (index > 0 && index !== dropped) desk.take(diff);
          if (index === dropped + 1) {
            expect([sync.state, desk.codes, desk.requests]).toEqual(["invalid", ["sequence-gap"], 1]);
          }
          const answered = Math.min(dropped + 1 + patience, all.length - 1);
          if (index === answered) desk.take(venue.snapshotAfter(answered + 1));
        }
        expect([desk.objections, desk.codes, sync.state]).toEqual([[], ["sequence-gap", "resynced"], "synced"]);
        expect(shown(desk.book)).toBe([...venue.booksById.values()].at(-1));
      }),
    );
  });

  it("notes a repeated change and does not apply it twice", () => {
    fc.assert(
      fc.property(changes, fc.nat(), fc.nat(4), (all, where, later) => {
        const { venue, sync, desk } = synced(all);
        const repeated = where % all.length;
        for (const [index, diff] of venue.diffs.entries()) {
          if (index > 0) desk.take(diff);
          if (index === Math.min(repeated + later, all.length - 1)) desk.take(venue.diffs[repeated] as BookDiff);
        }
        expect([desk.objections, desk.codes, sync.state]).toEqual([[], ["repeated"], "synced"]);
        expect(shown(desk.book)).toBe([...venue.booksById.values()].at(-1));
      }),
    );
  });

  it("puts a change in order that comes up to four late, without a snapshot", () => {
    fc.assert(
      fc.property(changes, fc.nat(), fc.integer({ min: 1, max: 4 }), (all, where, by) => {
        const { venue, sync, desk } = synced(all);
        const late = 1 + (where % (all.length - 1 - 1));
        const order = venue.diffs.slice(1);
        const [moved] = order.splice(late - 1, 1);
        order.splice(Math.min(late - 1 + by, order.length), 0, moved as BookDiff);
        for (const diff of order) desk.take(diff);
        expect([desk.objections, sync.state]).toEqual([[], "synced"]);
        expect(desk.codes).toEqual(["sequence-gap", "reordered", "resynced"]);
        expect(shown(desk.book)).toBe([...venue.booksById.values()].at(-1));
      }),
    );
  });

  it("never tells a wrong book, whatever is dropped, repeated and shuffled, and ends with the right one", () => {
    const fault = fc.oneof(
      { weight: 6, arbitrary: fc.constant("none" as const) },
      fc.constantFrom("drop" as const, "repeat" as const, "delay" as const),
    );
    fc.assert(
      fc.property(changes, fc.array(fault, { minLength: 40, maxLength: 40 }), fc.nat(6), (all, faults, patience) => {
        const { venue, sync, desk } = synced(all);
        const held: { readonly dueAt: number; readonly diff: BookDiff }[] = [];
        const clean = all.length - 3;
        let answered = desk.requests;
        let answerAt = Number.POSITIVE_INFINITY;
        for (const [index, diff] of venue.diffs.entries()) {
          if (index === 0) continue;
          const what = index < clean ? (faults[index] ?? "none") : "none";
          if (what === "delay") held.push({ dueAt: Math.min(index + 1 + (index % 3), clean), diff });
          else if (what !== "drop") desk.take(diff);
          if (what === "repeat") desk.take(diff);
          for (const each of held) if (each.dueAt === index) desk.take(each.diff);
          if (desk.requests > answered && index < answerAt) answerAt = Math.min(index + patience, all.length - 1);
          if (index !== answerAt) continue;
          answered = desk.requests;
          answerAt = Number.POSITIVE_INFINITY;
          desk.take(venue.snapshotAfter(index + 1));
        }
        if (sync.state !== "synced") desk.take(venue.snapshotAfter(all.length));
        expect([desk.objections, sync.state]).toEqual([[], "synced"]);
        expect(shown(desk.book)).toBe([...venue.booksById.values()].at(-1));
        const hasLost = faults.slice(1, clean).includes("drop");
        if (hasLost) expect(desk.codes).toContain("sequence-gap");
      }),
      { numRuns: 300 },
    );
  });
});

describe("a book", () => {
  const snapshot = (lastId: number, bid = 10) =>
    ({ kind: "snapshot", at: lastId, lastId, checksum: null, bids: [bid, 1], asks: [bid + 1, 1] }) as const;
  const diff = (firstId: number, lastId: number) =>
    ({
      kind: "diff",
      at: lastId,
      firstId,
      lastId,
      previousId: null,
      checksum: null,
      bids: [9, lastId],
      asks: [],
    }) as const;
  const observe = (sync: BookSync, message: BookMessage): SyncOutput[] => {
    const outputs: SyncOutput[] = [];
    sync.observe(message, (output) => outputs.push(output));
    return outputs;
  };
  const kinds = (outputs: readonly SyncOutput[]) =>
    outputs.map((output) => (output.kind === "event" ? [output.event.kind, output.updateId] : output.kind));

  it("asks once for a snapshot, and again when the one it got is too old", () => {
    const sync = new BookSync({ instrumentId: "X", rule: BINANCE_SPOT });
    expect(kinds(observe(sync, diff(5, 6)))).toEqual(["request-snapshot"]);
    expect(kinds(observe(sync, diff(7, 7)))).toEqual([]);
    expect(kinds(observe(sync, snapshot(3)))).toEqual(["request-snapshot"]);
    expect([sync.state, sync.waiting.length]).toEqual(["unsynced", 2]);
    expect(kinds(observe(sync, snapshot(6)))).toEqual([
      ["book", 6],
      ["book", 7],
    ]);
  });

  it("drops without a word what its first snapshot already holds, and notes what is repeated while it waits", () => {
    const sync = new BookSync({ instrumentId: "X", rule: BINANCE_SPOT });
    observe(sync, snapshot(4));
    expect(kinds(observe(sync, diff(2, 3)))).toEqual([]);
    expect(kinds(observe(sync, diff(3, 5)))).toEqual([["book", 5]]);
    observe(sync, diff(7, 7));
    const again = observe(sync, diff(7, 7));
    expect(again).toMatchObject([{ event: { kind: "stream", state: "invalid", code: "repeated" } }]);
    expect(sync.waiting).toHaveLength(1);
    expect(observe(sync, diff(4, 5))).toMatchObject([{ event: { state: "invalid", code: "repeated" } }]);
  });

  it("pays no heed to a snapshot that it does not need", () => {
    const sync = new BookSync({ instrumentId: "X", rule: BINANCE_SPOT });
    observe(sync, snapshot(4));
    observe(sync, diff(5, 8));
    expect(kinds(observe(sync, snapshot(6)))).toEqual([]);
    expect(kinds(observe(sync, diff(9, 9)))).toEqual([["book", 9]]);
  });

  it("is trusted no more once its connection is said to be broken, until the whole book comes", () => {
    const sync = new BookSync({ instrumentId: "X", rule: BINANCE_SPOT });
    observe(sync, snapshot(4));
    const outputs: SyncOutput[] = [];
    sync.invalidate(50, "not-a-number", 'Price "NaN" is no number', (output) => outputs.push(output));
    expect(outputs).toMatchObject([
      { event: { state: "invalid", code: "not-a-number" } },
      { kind: "request-snapshot" },
    ]);
    expect(kinds(observe(sync, diff(5, 5)))).toEqual([]);
    expect(kinds(observe(sync, snapshot(5)))).toEqual([
      ["book", 5],
      ["stream", 0],
    ]);
  });

  it("keeps a bounded number of changes while no snapshot comes", () => {
    const sync = new BookSync({ instrumentId: "X", rule: BINANCE_SPOT });
    for (let id = 1; id <= 10_010; id += 1) observe(sync, diff(id, id));
    expect(sync.waiting).toHaveLength(10_000);
    expect(kinds(observe(sync, snapshot(10_009)))).toEqual([
      ["book", 10_009],
      ["book", 10_010],
    ]);
    const streamed = new BookSync({ instrumentId: "X", rule: BYBIT });
    observe(streamed, snapshot(1));
    for (let id = 3; id <= 100; id += 1) observe(streamed, diff(id, id));
    expect([streamed.state, streamed.waiting.length]).toEqual(["invalid", 0]);
    expect(kinds(observe(streamed, diff(2, 2)))).toEqual([]); // Too late: what followed it is forgotten.
  });

  it("of whole books withholds one that comes after a younger one", () => {
    const sync = new BookSync({ instrumentId: "X", rule: HYPERLIQUID });
    observe(sync, snapshot(20));
    const late = observe(sync, snapshot(10, 50));
    expect(late).toMatchObject([{ event: { kind: "stream", state: "live", code: "reordered" } }]);
    expect(kinds(observe(sync, snapshot(20)))).toEqual([["book", 20]]);
  });

  it("loses the levels beyond the depth that its venue speaks of", () => {
    const sync = new BookSync({ instrumentId: "X", rule: BYBIT, levelsMax: 2 });
    observe(sync, { ...snapshot(1), bids: [10, 1, 8, 1] });
    const outputs = observe(sync, { ...diff(2, 2), bids: [9, 5] });
    expect(outputs).toMatchObject([{ event: { bids: [9, 5, 8, 0] } }]);
  });
});
