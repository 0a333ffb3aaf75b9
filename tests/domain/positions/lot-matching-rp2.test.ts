import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parseScaled } from "../../../server/domain/money/decimal.ts";
import { add, type Integer, multiplyDivide, subtract } from "../../../server/domain/money/integer.ts";
import type { Lot } from "../../../server/domain/positions/lot.ts";
import {
  closeLots,
  inClosingOrder,
  LOT_METHODS,
  type LotMethod,
} from "../../../server/domain/positions/lot-matching.ts";
import { lotExample } from "./lot-examples.ts";

type Cell = string | number | null;
type Table = { readonly title: string; readonly rows: readonly (readonly Cell[])[] };
type Oracle = {
  readonly input: Record<string, Partial<Record<"IN" | "OUT" | "INTRA", { readonly rows: readonly Cell[][] }>>>;
  readonly golden: Record<string, Record<string, readonly Table[]>>;
};

const FILE = new URL("../../../../shared/oracles/lots/rp2_crypto_example.json.gz", import.meta.url);
const hasOracle = existsSync(FILE);
if (!hasOracle) console.log(`Skipped: the oracle ${FILE.pathname} is absent.`);

const QUANTITY_DECIMALS = 10;
const MONEY_DECIMALS = 8;
const QUANTITY_ONE = 10 ** QUANTITY_DECIMALS;

function units(cell: Cell | undefined, decimals: number): Integer {
  const parsed = parseScaled(String(cell ?? 0), decimals);
  if ("problem" in parsed) throw new Error(`Cannot read ${cell}: ${parsed.problem}`);
  return parsed.value;
}
const quantity = (cell: Cell | undefined): Integer => units(cell, QUANTITY_DECIMALS);
const money = (cell: Cell | undefined): Integer => units(cell, MONEY_DECIMALS);
const times = (amount: Integer, spot: Cell | undefined): Integer => multiplyDivide(amount, money(spot), QUANTITY_ONE);
const instant = (cell: Cell | undefined): number => Date.parse(String(cell).replace(" ", "T"));

type Disposal = { readonly at: number; readonly type: string; readonly quantity: Integer; readonly proceeds: Integer };

/** RP2: fees on the way in are part of the basis; what is earned is an acquisition at spot. */
function acquisitions(oracle: Oracle, asset: string): Lot[] {
  const rows = oracle.input[asset]?.IN?.rows ?? [];
  return rows.map((row, index) => {
    const amount = quantity(row[7]);
    const withoutFee = row[9] === null ? times(amount, row[8]) : money(row[9]);
    const cost = row[10] === null ? add(withoutFee, money(row[11])) : money(row[10]);
    return lotExample(`${asset}${index}`, amount, cost, instant(row[0]));
  });
}

/** RP2: the crypto fee of an OUT is disposed of too, for nothing; of a transfer only what did not arrive. */
function disposals(oracle: Oracle, asset: string): Disposal[] {
  const out = (oracle.input[asset]?.OUT?.rows ?? []).map((row) => ({
    at: instant(row[0]),
    type: `OUT / ${String(row[5]).toUpperCase()}`,
    quantity: add(quantity(row[7]), quantity(row[9])),
    proceeds: times(quantity(row[7]), row[8]),
  }));
  const moved = (oracle.input[asset]?.INTRA?.rows ?? []).map((row) => {
    const lost = subtract(quantity(row[7]), quantity(row[10]));
    return {
      at: instant(row[0]),
      type: "INTRA / MOVE",
      quantity: lost,
      proceeds: lost === 0 ? 0 : times(lost, row[8]),
    };
  });
  return [...out, ...moved].filter((it) => it.quantity !== 0).sort((a, b) => a.at - b.at);
}

type Fraction = {
  readonly type: string;
  readonly disposedAt: number;
  readonly lotAt: number;
  readonly amount: Integer;
  readonly proceeds: Integer;
  readonly cost: Integer;
  readonly gain: Integer;
};

function matched(oracle: Oracle, asset: string, method: LotMethod): Fraction[] {
  let open = acquisitions(oracle, asset).sort((a, b) => a.openedAt - b.openedAt);
  const fractions: Fraction[] = [];
  for (const disposal of disposals(oracle, asset)) {
    const held = open.filter((lot) => lot.openedAt <= disposal.at);
    const closing = closeLots(inClosingOrder(held, method), disposal.quantity, disposal.proceeds);
    expect(closing.unmatchedUnits).toBe(0);
    for (const { lot, closedUnits, closedCostUnits, proceedsUnits, leftUnits, leftCostUnits } of closing.reductions) {
      fractions.push({
        type: disposal.type,
        disposedAt: disposal.at,
        lotAt: lot.openedAt,
        amount: closedUnits,
        proceeds: proceedsUnits,
        cost: closedCostUnits,
        gain: subtract(proceedsUnits, closedCostUnits),
      });
      open = open
        .map((it) => (it.id === lot.id ? { ...it, quantityUnits: leftUnits, costUnits: leftCostUnits } : it))
        .filter((it) => it.quantityUnits !== 0);
    }
  }
  return fractions;
}

/** The golden detail; rows of earned income name no lot and are not matched. */
function golden(oracle: Oracle, asset: string, method: LotMethod): { matched: Fraction[]; earned: string[] } {
  const tables = oracle.golden[method.toLowerCase()]?.[`${asset} Tax`] ?? [];
  const rows = (tables.find((table) => table.title === "Gain / Loss Detail")?.rows ?? []).slice(2);
  return {
    earned: rows.filter((row) => row[12] === undefined).map((row) => `${instant(row[5])} ${row[6]}`),
    matched: rows
      .filter((row) => row[12] !== undefined)
      .map((row) => ({
        type: String(row[6]),
        disposedAt: instant(row[5]),
        lotAt: instant(row[12]),
        amount: quantity(row[0]),
        proceeds: money(row[8]),
        cost: money(row[16]),
        gain: money(row[3]),
      })),
  };
}

describe.skipIf(!hasOracle)("lots against RP2's golden output", () => {
  const oracle: Oracle = hasOracle
    ? (JSON.parse(gunzipSync(readFileSync(FILE)).toString("utf8")) as Oracle)
    : { input: {}, golden: {} };
  const assets = Object.keys(oracle.input);

  it("has something to reproduce", () => {
    expect(assets).toEqual(["BTC", "ETH"]);
    expect(LOT_METHODS.map((method) => golden(oracle, "BTC", method).matched.length)).toEqual([11, 11, 11]);
  });

  for (const asset of assets) {
    it.each(LOT_METHODS)(`reproduces every fraction of ${asset} under %s`, (method) => {
      expect(matched(oracle, asset, method)).toEqual(golden(oracle, asset, method).matched);
    });
  }

  it("counts as income, without a lot, just what was earned", () => {
    const [asset = ""] = assets;
    const earned = (oracle.input[asset]?.IN?.rows ?? [])
      .filter((row) => row[5] === "Interest")
      .map((row) => `${instant(row[0])} IN / INTEREST`);
    expect(golden(oracle, asset, "FIFO").earned).toEqual(earned.sort());
  });
});
