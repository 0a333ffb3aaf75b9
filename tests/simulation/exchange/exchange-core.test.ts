import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { defineInstrument } from "../../../server/domain/markets/instrument.ts";
import type { Side, TimeInForce } from "../../../server/domain/orders/order-type.ts";
import { MatchingEngine } from "../../../server/simulation/exchange/matching-engine.ts";
import {
  accepted,
  bookAt,
  control,
  market,
  openDesk,
  orderOf,
  place,
  START,
  venue,
} from "../../engine/desk-example.ts";

const FILE = new URL("../../../../shared/oracles/matching/exchange_core_basic.feature.txt", import.meta.url);
const hasOracle = existsSync(FILE);
if (!hasOracle) console.log(`Skipped: the oracle ${FILE.pathname} is absent.`);

type Cells = readonly string[];
type Sentence = { readonly text: string; readonly table: readonly Cells[] };

/** The sentences of a scenario, each with the table under it. */
function scenario(name: string): Sentence[] {
  const found = readFileSync(FILE, "utf8")
    .split(/\n\s*@/)
    .find((each) => each.startsWith(name));
  const sentences: { text: string; table: Cells[] }[] = [];
  for (const line of (found ?? "")
    .replace(/Examples:[\s\S]*/, "")
    .split("\n")
    .map((each) => each.trim())) {
    const sentence = /^(?:Given|When|Then|And) (.*)$/.exec(line)?.[1];
    if (sentence !== undefined) sentences.push({ text: sentence, table: [] });
    else if (line.startsWith("|"))
      sentences.at(-1)?.table.push(
        line
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim()),
      );
  }
  return sentences;
}

const PLACES = /places an (ASK|BID) order (\d+) at (\d+)@(\d+) \(type: (\w+)/;
const MOVES = /moves a price to (\d+) of the order (\d+)/;
const CANCELS = /cancels the remaining size (\d+) of the order (\d+)/;
const MATCHED = /The order (\d+) is (partially|fully) matched. LastPx: (\d+), LastQty: (\d+)/;
const sideOf = (word: string | undefined): Side => (word === "ASK" ? "sell" : "buy");

/** Plays the sentences to a book of ours and holds each claim of theirs against it; answers how many it held. */
function play(sentences: readonly Sentence[]): number {
  const engine = new MatchingEngine<string>();
  const sides = new Map<string, Side>();
  let matches: ReturnType<typeof submit>["matches"] = [];
  let claims = 0;
  const submit = (id: string, side: Side, priceTicks: number, quantityLots: number, timeInForce: TimeInForce) => {
    sides.set(id, side);
    return engine.submit({ id, side, quantityLots, priceTicks, timeInForce, isPostOnly: false });
  };
  const depth = (side: Side): Cells[] => {
    const levels: Cells[] = [];
    engine.book.walk(side, (ticks, lots) => {
      levels.push(side === "buy" ? [String(lots), String(ticks), ""] : ["", String(ticks), String(lots)]);
      return true;
    });
    return levels;
  };
  for (const { text, table } of sentences) {
    const placed = PLACES.exec(text);
    const moved = MOVES.exec(text);
    const canceled = CANCELS.exec(text);
    const matched = MATCHED.exec(text);
    if (placed !== null) {
      const [, word, id = "", price, size, type] = placed;
      matches = submit(id, sideOf(word), Number(price), Number(size), type as TimeInForce).matches;
    } else if (moved !== null) {
      const [, price, id = ""] = moved;
      const left = engine.restingLots(id);
      engine.cancel(id); // A new price is a new place in the queue.
      matches = submit(id, sides.get(id) ?? "buy", Number(price), left, "GTC").matches;
    } else if (canceled !== null) {
      expect(engine.restingLots(canceled[2] ?? "")).toBe(Number(canceled[1]));
      expect(engine.cancel(canceled[2] ?? "")).toBe(true);
    } else if (matched !== null) {
      const [, makerId, how, price, size] = matched;
      expect(matches).toEqual([
        { makerId, priceTicks: Number(price), quantityLots: Number(size), isMakerDone: how === "fully" },
      ]);
      claims += 1;
    } else if (text === "No trade events") {
      expect(matches).toEqual([]);
      claims += 1;
    } else if (text.includes("order book is")) {
      const levels = table.filter(([bid, , ask]) => bid !== "bid" && ask !== "ask");
      expect([...depth("sell").reverse(), ...depth("buy")]).toEqual(levels);
      claims += 1;
    } else if (/orders:$/.test(text)) {
      for (const [id = "", , size, filled] of table.slice(1)) {
        expect(engine.restingLots(id)).toBe(Number(size) - Number(filled));
        claims += 1;
      }
    }
  }
  return claims;
}

const CHARLIE = /client Charlie(?: has a balance)?:$/;

describe.skipIf(!hasOracle)("exchange-core's tables", () => {
  it.each([
    ["BasicFullCycleTest", 10],
    ["CancelBidOrder", 2],
  ])("%s: books, orders and matches", (name, claims) => {
    expect(play(scenario(name))).toBe(claims);
  });

  it("CancelBidOrder: what a bid holds back comes back whole with its cancel", () => {
    const [given, ...told] = scenario("CancelBidOrder").filter(
      ({ text }) => CHARLIE.test(text) && !/orders:$/.test(text),
    );
    const [held, freed] = told.map(({ table }) => Number(table[1]?.[1]));
    const opening = Number(given?.table[0]?.[1]);
    const ether = defineInstrument({
      // A lot at a tick is ten units, as theirs is.
      ...{ base: "ETH", quote: "BTC", tick: "0.0001", lot: "0.00001", minNotional: "0.0001" },
      ...{ quantityMax: "9000", makerRate: "0", takerRate: "0" },
    });
    const balances = [{ currency: "BTC", totalUnits: opening, reservedUnits: 0 }];
    const desk = openDesk({ instruments: [ether], baseCurrency: "BTC", balances });
    const free = () => {
      const balance = desk.balances.get("BTC");
      return Number(balance?.totalUnits) - Number(balance?.reservedUnits);
    };
    market(desk, bookAt(START, 18_500, 18_501, ether.id));
    const { id, reason } = place(desk, { instrumentId: ether.id, quantityLots: 500, priceTicks: 18_500 });
    expect(reason).toBeNull();
    venue(desk, accepted(id));
    expect(free()).toBe(held);
    control(desk, { kind: "cancel-order", orderId: id });
    venue(desk, { kind: "canceled", orderId: id, at: START, code: "user" });
    expect([orderOf(desk, id).status, free()]).toEqual(["canceled", freed]);
  });
});
