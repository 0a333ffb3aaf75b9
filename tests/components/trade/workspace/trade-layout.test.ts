import fc from "fast-check";
import { expect, test } from "vitest";
import { PANEL_IDS } from "../../../../components/trade/workspace/layout/panel-ids.ts";
import {
  type LayoutNode,
  PRESETS,
  panelsOf,
  presetTree,
  tierOf,
  withoutHidden,
} from "../../../../components/trade/workspace/layout/preset-trees.ts";
import {
  changePreset,
  DEFAULT_LAYOUT,
  DEFAULT_PRESET_LAYOUT,
  layoutOf,
  readTradeLayout,
  resetPreset,
} from "../../../../components/trade/workspace/layout/trade-layout.ts";

const TIERS = ["tablet", "compact", "full", "wide"] as const;

test("opens with the classic preset where nothing, or nothing readable, was stored", () => {
  for (const stored of [null, undefined, "classic", 7, [], {}, { preset: "bloomberg" }, { presets: [1] }]) {
    expect(readTradeLayout(stored)).toEqual(DEFAULT_LAYOUT);
  }
});

test("makes a layout that opens of whatever JSON was stored", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (whole, part) => {
      for (const stored of [whole, { preset: part, presets: { classic: whole, multi: part } }]) {
        const layout = readTradeLayout(stored);
        expect(PRESETS).toContain(layout.preset);
        const { markets, hidden, sizes } = layoutOf(layout, layout.preset);
        expect(markets).toHaveLength(4);
        for (const panel of hidden) expect(PANEL_IDS).toContain(panel);
        for (const shares of Object.values(sizes)) {
          expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(100, 0);
        }
      }
    }),
  );
});

test("takes of a stored preset what is whole and leaves out the rest", () => {
  const layout = readTradeLayout({
    version: 9,
    preset: "scalper",
    presets: {
      scalper: {
        sizes: { good: { a: 60, b: 40 }, torn: { a: 60, b: 60 }, odd: { a: "60", b: 40 }, none: {} },
        hidden: ["tape", "tape", "horoscope"],
        tabs: { market: "depth", other: "horoscope" },
        markets: ["SOL-USDT", 5, null],
      },
      horoscope: {},
    },
  });
  expect(layout).toEqual({
    version: 1,
    preset: "scalper",
    presets: {
      scalper: {
        sizes: { good: { a: 60, b: 40 } },
        hidden: ["tape"],
        tabs: { market: "depth" },
        markets: ["SOL-USDT", "ETH-USDT", null, "USDC-USDT"],
      },
    },
  });
});

test("reads back what it stored", () => {
  const changed = changePreset(DEFAULT_LAYOUT, "multi", { hidden: ["ticket"], sizes: { s: { a: 30, b: 70 } } });
  expect(readTradeLayout(JSON.parse(JSON.stringify(changed)))).toEqual(changed);
  expect(layoutOf(changed, "classic")).toEqual(DEFAULT_PRESET_LAYOUT);
  expect(resetPreset(changed, "multi")).toEqual(DEFAULT_LAYOUT);
});

const idsOf = (node: LayoutNode): string[] => [node.id, ...(node.kind === "split" ? node.children.flatMap(idsOf) : [])];

test("names each place of a preset once, and has the strip once", () => {
  for (const preset of PRESETS) {
    for (const tier of TIERS) {
      const tree = presetTree(preset, tier);
      expect(new Set(idsOf(tree)).size).toBe(idsOf(tree).length);
      const strips = (node: LayoutNode): number =>
        node.kind === "split"
          ? (node.hasStrip ? 1 : 0) + node.children.reduce((sum, child) => sum + strips(child), 0)
          : 0;
      expect(strips(tree)).toBe(1);
    }
  }
});

test("shows no hidden panel and every other", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...PRESETS),
      fc.constantFrom(...TIERS),
      fc.subarray([...PANEL_IDS]),
      (preset, tier, hidden) => {
        const whole = presetTree(preset, tier);
        const left = withoutHidden(whole, hidden);
        const shown = left === null ? [] : panelsOf(left);
        expect([...shown].sort()).toEqual([...panelsOf(whole)].filter((panel) => !hidden.includes(panel)).sort());
      },
    ),
  );
});

test("gives each width its layout", () => {
  expect([390, 639, 640, 979, 980, 1235, 1236, 1396, 1875, 1876].map(tierOf)).toEqual([
    ...["phone", "phone", "tablet", "tablet", "compact", "compact"],
    ...["full", "full", "full", "wide"],
  ]);
});
