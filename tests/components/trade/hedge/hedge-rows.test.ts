import { describe, expect, it } from "vitest";
import type { DeskState } from "@/components/live/desk-store.ts";
import { protectedPositions } from "@/components/protection/protected-positions.ts";
import { stopFacts } from "@/components/stop/stop-facts.ts";
import { closeQuestion } from "@/components/trade/actions/close-question.ts";
import { positionRows, rowKey } from "@/components/trade/position-rows.ts";
import { UNTOUCHED } from "../../../../server/domain/margin/margin-account.ts";
import { aSnapshot } from "../../live/portfolio-examples.ts";
import { bothSides, PERP, stopIn } from "./hedge-example.ts";

const stateOf = (snapshot: DeskState["snapshot"]) => ({ snapshot, prices: {} }) as unknown as DeskState;

describe("the two positions of hedge mode", () => {
  it("are closed one by one", () => {
    const state = stateOf(bothSides([stopIn("short", 200, 520_000)]));
    expect(closeQuestion(PERP.id, "all", state)).toEqual({
      refusal: "BTC/USDT Perp has a long and a short position. Close the one you mean in its row.",
    });
    expect(closeQuestion(PERP.id, "all", state, "long")).toMatchObject({
      title: "Close the long position in BTC/USDT Perp?",
      effects: ["Sells 0.300 BTC at market, reduce-only.", "Working orders stay."],
    });
    expect(closeQuestion(PERP.id, "half", state, "short")).toMatchObject({ confirmLabel: "Buy 0.100 BTC" });
    expect(closeQuestion(PERP.id, "all", state, "short")).toMatchObject({
      effects: [
        "Buys 0.200 BTC at market, reduce-only.",
        "Its stops and targets in the worker end with it; other working orders stay.",
      ],
    });
  });

  it("need no name while only one is open", () => {
    const { lots, ...rest } = bothSides();
    const state = stateOf({ ...rest, lots: lots.slice(1) });
    expect(closeQuestion(PERP.id, "all", state)).toMatchObject({ title: "Close the short position in BTC/USDT Perp?" });
  });

  it("are covered each by stops of its own", () => {
    const covered = protectedPositions(bothSides([stopIn("long", 300, 480_000)]));
    expect([...covered].map(([key, { state, protection }]) => [key, state, protection.coveredLots])).toEqual([
      [`${PERP.id}/long`, "covered", 300],
      [`${PERP.id}/short`, "none", 0],
    ]);
  });

  it("are two for the stop button, though they come to nothing together", () => {
    const { lots, ...rest } = bothSides();
    const even = { ...rest, lots: lots.map((lot) => ({ ...lot, quantityUnits: 100_000_000 })) };
    const open = [...stopFacts(even, {}).positions].filter(({ netUnits }) => netUnits !== 0);
    expect(open.map(({ positionSide, netUnits }) => [positionSide, netUnits])).toEqual([
      ["long", 100_000_000],
      ["short", -100_000_000],
    ]);
  });

  it("leave what they realised behind when the market goes back to one position", () => {
    const positions = [
      { instrumentId: PERP.id, realisedUnits: 7, margin: UNTOUCHED },
      { instrumentId: PERP.id, positionSide: "short", realisedUnits: -5, margin: UNTOUCHED },
      { instrumentId: PERP.id, positionSide: "long", realisedUnits: 0, margin: UNTOUCHED },
    ] as const;
    expect(positionRows(aSnapshot({ positions }), null).map((row) => [rowKey(row), row.realisedUnits])).toEqual([
      [PERP.id, 7],
      [`${PERP.id}/short`, -5],
    ]);
  });
});
