import { describe, expect, it } from "vitest";
import type { MarksFrame } from "@/components/live/live-frame.ts";
import type { PortfolioSnapshot } from "@/components/live/portfolio-snapshot.ts";
import { LossNotices } from "@/components/protection/loss-notices.ts";
import { distanceOf, readStop, stopPrice } from "@/components/protection/protect-terms.ts";
import { protectedPositions } from "@/components/protection/protected-positions.ts";
import {
  coveredFigure,
  type ProtectionView,
  proofFigure,
  protectionValues,
  stopFigure,
  whyExposed,
} from "@/components/protection/protection-figures.ts";
import { ProtectionWatch } from "@/components/protection/protection-watch.ts";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import type { Order } from "../../../server/domain/orders/order.ts";
import { aLot, anOrder, aSnapshot } from "../live/portfolio-examples.ts";

const BTC = "BTC-USDT";
const instrument = findInstrument(BTC);
if (instrument === undefined) throw new Error("BTC-USDT is not listed");

const stop = (terms: Partial<Order> = {}): Order =>
  anOrder({
    id: "S1",
    side: "sell",
    type: "market",
    isReduceOnly: true,
    quantityLots: 100,
    trigger: { kind: "stop-loss", by: "mark", priceTicks: 6_200_000 },
    status: "emulated",
    ...terms,
  });

const marks: MarksFrame = {
  kind: "marks",
  portfolioId: "P1",
  at: 1,
  equity: "1000",
  currency: "USDT",
  unrealised: "0",
  positions: [{ instrumentId: BTC, mark: "64000.00", unrealised: "0" }],
};
/** 100 lots of BTC: 0.001. */
const held = (terms: Partial<PortfolioSnapshot> = {}) =>
  aSnapshot({ lots: [aLot({ quantityUnits: 10_000_000 })], orders: [stop()], ...terms });
const view = (snapshot: PortfolioSnapshot, terms: Partial<ProtectionView> = {}): ProtectionView => ({
  snapshot,
  marks,
  marksHeardAt: 10_000,
  feed: null,
  ...terms,
});
const covered = (snapshot: PortfolioSnapshot, now = 10_500) => coveredFigure(view(snapshot), BTC, now);

describe("the figures of a position's protection", () => {
  it("say how much is covered and where its stops live", () => {
    expect(covered(held())).toMatchObject({ text: "100% worker", tone: "plain" });
    expect(covered(held({ orders: [stop({ status: "accepted", venueOrderId: "V1" })] })).text).toBe("100% venue");
    const both = [stop({ quantityLots: 60 }), stop({ id: "S2", quantityLots: 40, status: "accepted" })];
    expect(covered(held({ orders: both })).text).toBe("100% both");
    expect(covered(held({ orders: [stop({ quantityLots: 99 })] }))).toMatchObject({
      text: "99% worker",
      tone: "plain",
    });
    const grown = [aLot({ quantityUnits: 10_000_000 }), aLot({ id: "L2", quantityUnits: 10_000_000, openedAt: 5e12 })];
    expect(covered(held({ lots: grown }))).toMatchObject({ text: "50% worker", tone: "down" });
    expect(covered(held({ orders: [] }))).toMatchObject({ text: "0%", tone: "muted" });
    expect(covered(held({ lots: [] })).text).toBe("–");
    expect(covered(held({ lots: [aLot({ quantityUnits: 99_999 })] })).title).toMatch(/Less than a lot/);
  });

  it("warn in words of a margined position without a stop, and stay quiet about coins", () => {
    const bare = (instrumentId: string) =>
      coveredFigure(
        view(aSnapshot({ lots: [aLot({ instrumentId, quantityUnits: 10_000_000 })], orders: [] })),
        instrumentId,
        0,
      );
    expect(bare("BTC-USDT-PERP")).toMatchObject({ text: "0% no stop", tone: "down" });
    expect(bare(BTC)).toMatchObject({ text: "0%", tone: "muted" });
  });

  it("say that it was lost, and why", () => {
    const gone = [stop({ status: "rejected", reason: "Too many orders." })];
    const lost = covered(held({ orders: gone }));
    expect(lost).toMatchObject({ text: "0% lost", tone: "down" });
    expect(lost.title).toContain("its stop was rejected by the venue (Too many orders.)");
    const frozen = covered(held({ isFrozen: true }));
    expect(frozen.title).toContain("no session of it runs");
    const position = protectedPositions(held({ orders: [stop({ quantityLots: 30 })] })).get(BTC);
    expect(position === undefined ? "" : whyExposed(position)).toMatch(/^0\.00070 BTC .* larger than its stops/);
  });

  it("call unproven what the worker holds and has not been heard to hold for a while", () => {
    expect(covered(held(), 15_001)).toMatchObject({ text: "100% unproven", tone: "down" });
    expect(proofFigure(view(held()), BTC, 10_800).text).toBe("0.8 s");
    expect(proofFigure(view(held(), { marksHeardAt: null }), BTC, 10_800).text).toBe("never");
    const atVenue = held({ orders: [stop({ status: "accepted", updatedAt: 4_000 })] });
    expect(coveredFigure(view(atVenue), BTC, 99_000).text).toBe("100% venue");
    expect(proofFigure(view(atVenue), BTC, 124_000).text).toBe("2 min");
    expect(proofFigure(view(held({ orders: [] })), BTC, 10_800).text).toBe("–");
  });

  it("say how far the stop is and what is lost until there", () => {
    expect(stopFigure(view(held()), BTC).text).toBe("3.13% · 2.00");
    expect(stopFigure(view(held()), BTC, true).text).toBe("3.13%");
    expect(stopFigure(view(held(), { marks: null }), BTC).text).toBe("–");
    expect(protectionValues(view(held()), BTC)).toEqual({ covered: "1.0000", distance: "0.031250", place: "worker" });
  });
});

describe("the watch over protection", () => {
  it("tells of what is lost while it looks on, once, and not of what never had a stop", () => {
    const watch = new ProtectionWatch();
    const told = (snapshot: PortfolioSnapshot) => watch.see(snapshot).map((each) => each.instrument.id);
    expect(told(held())).toEqual([]);
    expect(told(held({ orders: [stop({ status: "canceled" })] }))).toEqual([BTC]);
    expect(told(held({ orders: [stop({ status: "canceled" })], sequence: 2 }))).toEqual([]);
    expect(told(held({ lots: [] }))).toEqual([]);
    expect(told(held({ orders: [] }))).toEqual([]);
    expect(told(held())).toEqual([]);
    const added = (id: string) => aLot({ id, quantityUnits: 10_000_000, openedAt: 5e12 });
    const grown = [aLot({ quantityUnits: 10_000_000 }), added("L2")];
    expect(told(held({ lots: grown }))).toEqual([BTC]);
    expect(told(held({ lots: [...grown, added("L3")] }))).toEqual([BTC]);
  });

  it("tells nothing of a first stop over a part, and nothing of a position that is new but for dust", () => {
    const watch = new ProtectionWatch();
    const told = (snapshot: PortfolioSnapshot) => watch.see(snapshot).map(({ state }) => state);
    expect(told(held({ orders: [] }))).toEqual([]);
    expect(told(held({ orders: [stop({ quantityLots: 40 })] }))).toEqual([]);
    const gone = [stop({ status: "canceled", updatedAt: 4e12 })];
    const dust = aLot({ quantityUnits: 26_900 });
    expect(told(held({ lots: [dust], orders: gone }))).toEqual([]);
    const anew = [dust, aLot({ id: "L2", quantityUnits: 10_000_000, openedAt: 5e12 })];
    expect(told(held({ lots: anew, orders: gone }))).toEqual([]);
    expect(told(held({ lots: [aLot({ quantityUnits: 10_000_000 })], orders: gone }))).toEqual([]);
  });

  it("keeps what it has said true: with new figures while it stands, gone once it is over", () => {
    const shown: string[] = [];
    const standing = new Set<string>();
    const notices = new LossNotices((key, position) => {
      standing.add(key);
      shown.push(whyExposed(position));
    });
    const corner = { isStanding: (key: string) => standing.has(key), dismiss: (key: string) => standing.delete(key) };
    const gone = stop({ id: "S0", status: "canceled" });
    const see = (...orders: Order[]) => notices.refresh(protectedPositions(held({ orders })), corner);
    for (const [key, position] of protectedPositions(held({ orders: [gone] }))) notices.tell(key, position);
    see(gone);
    expect(shown).toEqual([expect.stringMatching(/^0\.00100 BTC/)]);
    see(gone, stop({ quantityLots: 40 }));
    expect(shown).toEqual([shown[0], expect.stringMatching(/^0\.00060 BTC/)]);
    see(gone, stop());
    expect([...standing]).toEqual([]);
    for (const [key, position] of protectedPositions(held({ orders: [gone] }))) notices.tell(key, position);
    standing.clear(); // Dismissed by a person.
    see(gone, stop({ quantityLots: 40 }));
    expect(shown).toHaveLength(3);
    expect(notices.hasTold).toBe(false);
  });

  it("does not tell of what was lost before it looked", () => {
    expect(new ProtectionWatch().see(held({ orders: [stop({ status: "canceled" })] }))).toEqual([]);
  });
});

describe("the terms of a stop that is proposed", () => {
  it("follow from a distance, and the distance from a price", () => {
    expect(stopPrice(instrument, true, 6_400_000, "2")).toBe("62720.00");
    expect(stopPrice(instrument, false, 6_400_000, "0.5")).toBe("64320.00");
    for (const bad of ["", "0", "100", "x", "1.234"]) expect(stopPrice(instrument, true, 6_400_000, bad)).toBeNull();
    expect(distanceOf(instrument, 6_400_000, "62720.00")).toBe("2.00");
    expect(distanceOf(instrument, 0, "62720.00")).toBeNull();
  });

  it("are refused where the stop would fire at once or lies off the grid", () => {
    expect(readStop(instrument, true, 6_400_000, "62720.00")).toEqual({ levelTicks: 6_272_000 });
    expect(readStop(instrument, true, 6_400_000, "64000.00")).toMatchObject({ problem: /below 64000\.00/ });
    expect(readStop(instrument, false, 6_400_000, "63999")).toMatchObject({ problem: /above/ });
    expect(readStop(instrument, true, 6_400_000, "1.234")).toHaveProperty("problem");
    expect(readStop(instrument, true, 0, "1")).toMatchObject({ problem: /no price/ });
  });
});
