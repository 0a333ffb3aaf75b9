"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useStored } from "../../../preferences/preferences.ts";
import type { PanelId } from "./panel-ids.ts";
import type { Preset, Tier } from "./preset-trees.ts";
import {
  changePreset,
  DEFAULT_LAYOUT,
  layoutOf,
  type PresetLayout,
  readTradeLayout,
  resetPreset,
  type Shares,
  type TradeLayout,
} from "./trade-layout.ts";

export type Workspace = {
  readonly tier: Tier;
  readonly preset: Preset;
  readonly layout: PresetLayout;
  /** The slot that fills the terminal; null while none does. */
  readonly maximised: string | null;
  readonly choosePreset: (preset: Preset) => void;
  /** Takes a whole layout, as of a saved workspace. */
  readonly adopt: (preset: Preset, layout: PresetLayout) => void;
  readonly keepSizes: (key: string, shares: Shares) => void;
  readonly chooseTab: (slot: string, panel: PanelId) => void;
  readonly toggle: (panel: PanelId) => void;
  readonly chooseMarket: (chart: number, instrumentId: string | null) => void;
  readonly maximise: (slot: string | null) => void;
  /** Counts up with each reset or adoption: sizes on screen start anew from it. */
  readonly round: number;
  readonly reset: () => void;
};

const WorkspaceContext = createContext<Workspace | null>(null);

type WorkspaceProviderProps = { readonly tier: Tier; readonly children: ReactNode };

/** How this person's terminal is set up, kept as they change it. */
export function WorkspaceProvider({ tier, children }: WorkspaceProviderProps) {
  const [stored, store] = useStored<unknown>("layout.trade", DEFAULT_LAYOUT);
  const [maximised, maximise] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const workspace = useMemo<Workspace>(() => {
    const whole = readTradeLayout(stored);
    const { preset } = whole;
    const layout = layoutOf(whole, preset);
    const keep = (next: TradeLayout) => store(next);
    const change = (part: Partial<PresetLayout>) => keep(changePreset(whole, preset, part));
    return {
      tier,
      preset,
      layout,
      maximised,
      round,
      choosePreset: (chosen) => {
        maximise(null);
        keep({ ...whole, preset: chosen });
      },
      adopt: (chosen, adopted) => {
        maximise(null);
        setRound((before) => before + 1);
        keep(changePreset({ ...whole, preset: chosen }, chosen, adopted));
      },
      keepSizes: (key, shares) => change({ sizes: { ...layout.sizes, [key]: shares } }),
      chooseTab: (slot, panel) => change({ tabs: { ...layout.tabs, [slot]: panel } }),
      toggle: (panel) => {
        maximise(null);
        const isHidden = layout.hidden.includes(panel);
        change({ hidden: isHidden ? layout.hidden.filter((each) => each !== panel) : [...layout.hidden, panel] });
      },
      chooseMarket: (chart, instrumentId) =>
        change({ markets: layout.markets.map((market, index) => (index === chart ? instrumentId : market)) }),
      maximise,
      reset: () => {
        maximise(null);
        setRound((before) => before + 1);
        keep(resetPreset(whole, preset));
      },
    };
  }, [stored, store, tier, maximised, round]);
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>;
}

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error("A panel stands outside of the terminal");
  return workspace;
}
