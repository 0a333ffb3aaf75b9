import { describe, expect, it } from "vitest";
import type { MarketEvent } from "../../server/domain/markets/market-event.ts";
import type { OrderTicket } from "../../server/domain/orders/order.ts";
import type { Venue, VenueEvent } from "../../server/engine/ports.ts";
import { cancel, submit } from "../simulation/exchange/tape.ts";

export type VenueScene = {
  readonly venue: Venue;
  /** Instants of the tape, each later than the last. */
  now(): number;
  /** A market event that leaves everything as it is. */
  quiet(): MarketEvent;
  /** Orders that rest, that fill whole at once, and that break the venue's rules. */
  resting(id: string): OrderTicket;
  marketable(id: string): OrderTicket;
  forbidden(id: string): OrderTicket;
};

/** What every venue must do, however it does it. */
export function describeVenueContract(name: string, stage: () => VenueScene): void {
  const play = (scene: VenueScene, ...commands: Parameters<Venue["execute"]>[0][]): VenueEvent[] => {
    const answers = commands.flatMap((command) => [...scene.venue.execute(command, scene.now())]);
    for (let turn = 0; turn < 3; turn += 1) answers.push(...scene.venue.observe(scene.quiet()));
    return answers;
  };
  const kinds = (answers: readonly VenueEvent[]) => answers.map(({ kind }) => kind);

  describe(`venue contract: ${name}`, () => {
    it("acknowledges a resting order once, and cancels it once", () => {
      const scene = stage();
      expect(kinds(play(scene, submit(scene.resting("a"))))).toEqual(["accepted"]);
      expect(kinds(play(scene, cancel("a")))).toEqual(["canceled"]);
      expect(play(scene, cancel("a"))).toMatchObject([{ kind: "cancel-rejected", code: "not-working" }]);
    });

    it("acknowledges before it fills, and fills exactly the quantity under trade ids of their own", () => {
      const scene = stage();
      const order = scene.marketable("a");
      const [first, ...fills] = play(scene, submit(order));
      expect(first).toMatchObject({ kind: "accepted", orderId: "a" });
      const filled = fills.filter((answer) => answer.kind === "filled");
      expect(filled).toHaveLength(fills.length);
      expect(filled.reduce((sum, { quantityLots }) => sum + quantityLots, 0)).toBe(order.quantityLots);
      expect(new Set(filled.map(({ tradeId }) => tradeId)).size).toBe(filled.length);
      expect(play(scene, cancel("a"))).toMatchObject([{ kind: "cancel-rejected" }]);
    });

    it("refuses what breaks its rules, with a code and a sentence", () => {
      const scene = stage();
      const answers = play(scene, submit(scene.forbidden("a")));
      expect(kinds(answers)).toEqual(["rejected"]);
      expect(answers[0]).toMatchObject({
        code: expect.stringMatching(/^[a-z-]+$/),
        message: expect.stringMatching(/\.$/),
      });
    });

    it("never trades one order id twice", () => {
      const scene = stage();
      play(scene, submit(scene.marketable("a")));
      expect(play(scene, submit(scene.marketable("a")))).toMatchObject([
        { kind: "rejected", code: "duplicate-order-id" },
      ]);
    });

    it("does not know orders it was never sent", () => {
      expect(kinds(play(stage(), cancel("never-sent")))).toEqual(["cancel-rejected"]);
    });
  });
}
