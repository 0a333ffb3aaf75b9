import type { PanelId } from "./panel-ids.ts";

export const PRESETS = ["classic", "chart", "scalper", "multi"] as const;
export type Preset = (typeof PRESETS)[number];

export const PRESET_NAMES: Readonly<Record<Preset, string>> = {
  classic: "Classic",
  chart: "Chart",
  scalper: "Scalper",
  multi: "Multi",
};

export const PRESET_WORDS: Readonly<Record<Preset, string>> = {
  classic: "Chart, book and ticket, tables below",
  chart: "A large chart and the ticket",
  scalper: "The ladder in the middle, with chart, tape and ticket",
  multi: "Four charts and the tables",
};

/** How much room the terminal has. On a phone nothing is resized and no preset applies. */
export type Tier = "phone" | "tablet" | "compact" | "full" | "wide";

export function tierOf(widthPx: number): Tier {
  if (widthPx < 640) return "phone";
  if (widthPx < 980) return "tablet";
  if (widthPx < 1236) return "compact";
  return widthPx < 1876 ? "full" : "wide";
}

/** In pixels a number, in percent of the split a text; `px` keeps its pixels when the window changes. */
type Extent = { readonly size: number | string; readonly min: number; readonly max?: number; readonly isFixed?: true };

/** A place on the terminal, with one panel or with several behind tabs. */
type Slot = Extent & { readonly kind: "slot"; readonly id: string; readonly panels: readonly PanelId[] };

export type Split = Extent & {
  readonly kind: "split";
  readonly id: string;
  readonly direction: "row" | "column";
  /** The market strip stands above it. */
  readonly hasStrip?: true;
  readonly children: readonly LayoutNode[];
};

/** Four charts, resizable among themselves. */
type Quad = Extent & { readonly kind: "quad"; readonly id: string };

export type LayoutNode = Slot | Split | Quad;

const slot = (id: string, panels: readonly PanelId[], extent: Extent): Slot => ({
  kind: "slot",
  id,
  panels,
  ...extent,
});

const chart = (extent: Extent) => slot("chart", ["chart"], extent);
const market = (extent: Extent) => slot("market", ["book", "tape", "depth"], extent);
const tables = (extent: Extent) => slot("tables", ["tables"], extent);
const ticket = (extent: Extent) => slot("ticket", ["ticket"], { ...extent, isFixed: true });

const WHOLE: Extent = { size: "100%", min: 0 };

function split(id: string, direction: "row" | "column", extent: Extent, children: readonly LayoutNode[]): Split {
  return { kind: "split", id, direction, ...extent, children };
}

const BELOW: Extent = { size: 236, min: 84 };
const MAIN: Extent = { size: "72%", min: 240 };

function classic(tier: Tier): Split {
  const isNarrow = tier === "compact";
  return split("root", "column", WHOLE, [
    split("top", "row", MAIN, [
      {
        ...split("left", "row", { size: "78%", min: 480 }, [
          chart({ size: "74%", min: 280 }),
          market({ size: isNarrow ? 232 : 252, min: 208, max: 460, isFixed: true }),
        ]),
        hasStrip: true,
      },
      ticket({ size: isNarrow ? 272 : 288, min: 256, max: 400 }),
    ]),
    tables(BELOW),
  ]);
}

function largeChart(tier: Tier): Split {
  return split("root", "row", WHOLE, [
    {
      ...split("left", "column", { size: "80%", min: 480 }, [
        chart({ size: "80%", min: 240 }),
        tables({ size: "20%", min: 84 }),
      ]),
      hasStrip: true,
    },
    ticket({ size: tier === "compact" ? 272 : 288, min: 256, max: 400 }),
  ]);
}

function scalper(tier: Tier): Split {
  const isNarrow = tier === "compact";
  return split("root", "row", WHOLE, [
    {
      ...split("left", "row", { size: "80%", min: 560 }, [
        split("charts", "column", { size: "44%", min: 240 }, [
          chart({ size: "56%", min: 160 }),
          tables({ size: "44%", min: 84 }),
        ]),
        slot("ladder", ["ladder"], { size: isNarrow ? 264 : 340, min: 240, max: 560, isFixed: true }),
        slot("tape", isNarrow ? ["tape", "book"] : ["tape", "book", "depth"], {
          size: isNarrow ? 208 : 232,
          min: 200,
          max: 400,
          isFixed: true,
        }),
      ]),
      hasStrip: true,
    },
    ticket({ size: isNarrow ? 272 : 288, min: 256, max: 400 }),
  ]);
}

function multi(tier: Tier): Split {
  return split("root", "column", WHOLE, [
    split("top", "row", { size: "74%", min: 300 }, [
      {
        ...split("left", "column", { size: "80%", min: 480 }, [{ kind: "quad", id: "quad", ...WHOLE }]),
        hasStrip: true,
      },
      ticket({ size: tier === "compact" ? 272 : 288, min: 256, max: 400 }),
    ]),
    tables({ size: 200, min: 84 }),
  ]);
}

/** The ticket is a sheet here: chart and book above, the tables below. */
function tablet(): Split {
  return {
    ...split("root", "column", WHOLE, [
      split("top", "row", { size: "64%", min: 240 }, [
        chart({ size: "68%", min: 240 }),
        market({ size: 240, min: 208, max: 360, isFixed: true }),
      ]),
      tables({ size: "36%", min: 132 }),
    ]),
    hasStrip: true,
  };
}

const TREES = { classic, chart: largeChart, scalper, multi } as const;

/** Where everything stands in a preset, before anybody moved or hid anything. */
export function presetTree(preset: Preset, tier: Tier): Split {
  if (tier === "tablet") return tablet();
  const tree = TREES[preset](tier);
  if (tier !== "wide") return tree;
  return split("wide", "row", WHOLE, [
    slot("watchlist", ["watchlist"], { size: 264, min: 200, max: 400, isFixed: true }),
    { ...tree, size: "86%", min: 900 },
  ]);
}

/** The tree without what is hidden; null when nothing is left. */
export function withoutHidden(node: LayoutNode, hidden: readonly PanelId[]): LayoutNode | null {
  switch (node.kind) {
    case "quad":
      return hidden.includes("chart") ? null : node;
    case "slot": {
      const panels = node.panels.filter((id) => !hidden.includes(id));
      return panels.length === 0 ? null : { ...node, panels };
    }
    case "split": {
      const children = node.children.map((child) => withoutHidden(child, hidden)).filter((child) => child !== null);
      return children.length === 0 && node.hasStrip !== true ? null : { ...node, children };
    }
  }
}

/** The panels that a tree has a place for. */
export function panelsOf(node: LayoutNode): readonly PanelId[] {
  switch (node.kind) {
    case "quad":
      return ["chart"];
    case "slot":
      return node.panels;
    case "split":
      return node.children.flatMap(panelsOf);
  }
}
