"use client";

import { Group, Panel } from "react-resizable-panels";
import type { Instrument } from "../../../../server/domain/markets/instrument.ts";
import { findInstrument } from "../../../../server/domain/markets/listed-instruments.ts";
import { ChartPanel } from "../../../chart/chart-panel.tsx";
import { useOpenMarket } from "../../market/open-market.ts";
import { Divider } from "../divider.tsx";
import { useWorkspace } from "../layout/workspace-context.tsx";
import { PanelBoundary } from "../panels/panel-boundary.tsx";
import { StaleVeil } from "../panels/stale-veil.tsx";

const ROWS = [
  [0, 1],
  [2, 3],
] as const;

const isShares = (shares: readonly (number | undefined)[]): shares is readonly number[] =>
  shares.every((share) => share !== undefined);

/** Four charts at once, each of its own market or of the page's. */
export function QuadCharts({ instrument }: { readonly instrument: Instrument }) {
  const { layout, keepSizes, tier } = useWorkspace();
  const sizes = (split: string, ids: readonly string[]) => {
    const stored = layout.sizes[`${tier}/${split}`];
    return stored !== undefined && isShares(ids.map((id) => stored[id])) ? { defaultLayout: { ...stored } } : {};
  };
  return (
    <Group
      orientation="vertical"
      className="min-h-0 min-w-0 flex-1"
      onLayoutChanged={(shares, { isUserInteraction }) => {
        if (isUserInteraction) keepSizes(`${tier}/quad`, shares);
      }}
      {...sizes("quad", ["quad-row-0", "quad-row-1"])}
    >
      {ROWS.flatMap((charts, row) => [
        ...(row === 0 ? [] : [<Divider key="divider" direction="column" />]),
        <Panel key={charts[0]} id={`quad-row-${row}`} defaultSize="50%" minSize={140} className="flex min-h-0 min-w-0">
          <Group
            className="min-h-0 min-w-0 flex-1"
            onLayoutChanged={(shares, { isUserInteraction }) => {
              if (isUserInteraction) keepSizes(`${tier}/quad-${row}`, shares);
            }}
            {...sizes(
              `quad-${row}`,
              charts.map((chart) => `quad-chart-${chart}`),
            )}
          >
            {charts.flatMap((chart, column) => [
              ...(column === 0 ? [] : [<Divider key="divider" direction="row" />]),
              <Panel
                key={chart}
                id={`quad-chart-${chart}`}
                defaultSize="50%"
                minSize={240}
                className="flex min-h-0 min-w-0 flex-col"
              >
                <OneChart place={chart} page={instrument} />
              </Panel>,
            ])}
          </Group>
        </Panel>,
      ])}
    </Group>
  );
}

type OneChartProps = { readonly place: number; readonly page: Instrument };

function OneChart({ place, page }: OneChartProps) {
  const { layout, chooseMarket, maximised } = useWorkspace();
  const open = useOpenMarket();
  const chosen = layout.markets[place] ?? null;
  const instrument = (chosen === null ? undefined : findInstrument(chosen)) ?? page;
  const slot = `multi-${place + 1}`;
  return (
    <section
      id={place === 0 ? "panel-chart" : undefined}
      aria-label={`Chart ${place + 1}`}
      tabIndex={-1}
      data-slot={slot}
      className={`flex min-h-0 min-w-0 flex-col bg-panel outline-none ${maximised === slot ? "absolute inset-0 z-40" : "relative flex-1"}`}
    >
      <PanelBoundary key={instrument.id} name={`Chart ${place + 1}`}>
        <ChartPanel
          instrument={instrument}
          slot={slot}
          ownMarket={{
            onChoose: (id) => chooseMarket(place, id === page.id ? null : id),
            onTrade: instrument.id === page.id ? null : () => open(instrument.id),
          }}
        />
      </PanelBoundary>
      <StaleVeil instrumentId={instrument.id} />
    </section>
  );
}
