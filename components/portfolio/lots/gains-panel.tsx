"use client";

import { Download } from "lucide-react";
import { useEffect, useState } from "react";
import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { add, type Integer } from "../../../server/domain/money/integer.ts";
import type { YearOfGains } from "../../../server/domain/positions/gains-report.ts";
import type { LotView } from "../../../server/domain/positions/realised-gains.ts";
import { useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { exportAddress } from "../../orders/orders-client.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyNote, Panel, PanelHead } from "../../ui/panel.tsx";
import { portfolioClient, type RealisedGains } from "../portfolio-client.ts";
import { Amount, AmountPnl } from "../presenter.tsx";
import { moneyText } from "./lot-figures.ts";
import { MethodSwitch } from "./method-switch.tsx";

/** What was realised in each year under the method chosen, by instrument; the file has every closed part of every lot. */
export function GainsPanel() {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const { portfolioId } = store;
  const [method, setMethod] = useState<LotView>("FIFO");
  const [gains, setGains] = useState<RealisedGains | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const realised = snapshot?.positions.map(({ realisedUnits }) => realisedUnits).join() ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when something more was realised.
  useEffect(() => {
    let isCurrent = true;
    portfolioClient.gains(portfolioId, method).then(
      (read) => {
        if (!isCurrent) return;
        setGains(read);
        setProblem(null);
      },
      (error: unknown) => isCurrent && setProblem(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [portfolioId, method, realised]);
  const years = [...new Set(gains?.years.map(({ year }) => year) ?? [])].reverse();
  return (
    <Panel name="Realised gains" className="overflow-hidden rounded-lg border border-line-subtle">
      <PanelHead
        title="Realised gains"
        aside={
          <span className="flex items-center gap-1.5">
            <MethodSwitch method={method} onChoose={setMethod} />
          </span>
        }
      />
      {problem !== null || gains === null || years.length === 0 ? (
        <EmptyNote>
          {problem ??
            (gains === null
              ? "Adding up what was realised…"
              : "Nothing was realised yet. A sale of what is held realises its gain.")}
        </EmptyNote>
      ) : (
        <div className="overflow-x-auto">
          <table className="grid-table" aria-label="Realised gains by year">
            <thead>
              <tr>
                <th className="text">Year (UTC)</th>
                <th className="text">Market</th>
                <th>Closings</th>
                <th>Cost</th>
                <th>Proceeds</th>
                <th>Gain</th>
                <th className="text">File</th>
              </tr>
            </thead>
            <tbody>
              {years.map((year) => (
                <Year
                  key={year}
                  rows={gains.years.filter((row) => row.year === year)}
                  onExport={() => window.location.assign(exportAddress("gains", { portfolioId, method, year }))}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

type YearProps = { readonly rows: readonly YearOfGains[]; readonly onExport: () => void };

function Year({ rows, onExport }: YearProps) {
  const [first] = rows;
  const currencies = new Set(rows.map(({ instrumentId }) => findInstrument(instrumentId)?.quote ?? ""));
  const [currency = ""] = currencies;
  const sum = (pick: (row: YearOfGains) => Integer) => rows.reduce<Integer>((total, row) => add(total, pick(row)), 0);
  return (
    <>
      {rows.map((row, index) => (
        <tr key={row.instrumentId} data-gain={`${row.year} ${row.instrumentId}`}>
          <td className="text">{index === 0 ? row.year : ""}</td>
          <td className="text">{findInstrument(row.instrumentId)?.name ?? row.instrumentId}</td>
          <td>{row.closings}</td>
          <Money row={row} currency={findInstrument(row.instrumentId)?.quote ?? currency} />
          <td className="text">
            {index === 0 ? (
              <Button
                size="row"
                aria-label={`Gains of ${row.year} as CSV`}
                title="Every closed part of every lot"
                onClick={onExport}
              >
                <Download size={12} aria-hidden="true" /> CSV
              </Button>
            ) : null}
          </td>
        </tr>
      ))}
      {rows.length < 2 || currencies.size > 1 || first === undefined ? null : (
        <tr className="font-semibold">
          <td className="text" />
          <td className="text">All of {first.year}</td>
          <td>{rows.reduce((total, { closings }) => total + closings, 0)}</td>
          <Money
            row={{
              costUnits: sum(({ costUnits }) => costUnits),
              proceedsUnits: sum(({ proceedsUnits }) => proceedsUnits),
              gainUnits: sum(({ gainUnits }) => gainUnits),
            }}
            currency={currency}
          />
          <td className="text" />
        </tr>
      )}
    </>
  );
}

type MoneyProps = {
  readonly row: Pick<YearOfGains, "costUnits" | "proceedsUnits" | "gainUnits">;
  readonly currency: string;
};

function Money({ row, currency }: MoneyProps) {
  return (
    <>
      <td>
        <Amount text={moneyText(row.costUnits, currency)} currency={currency} />
      </td>
      <td>
        <Amount text={moneyText(row.proceedsUnits, currency)} currency={currency} />
      </td>
      <td>
        <AmountPnl text={moneyText(row.gainUnits, currency)} currency={currency} />
      </td>
    </>
  );
}
