"use client";

import { useMemo } from "react";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { useSampledPrices } from "../../instruments/details/use-sampled-prices.ts";
import { useStatistics } from "../../instruments/use-statistics.ts";
import { useSnapshot } from "../../live/use-desk.tsx";
import { UNKNOWN } from "../../ui/format-decimal.ts";
import { EmptyNote, Panel, PanelHead } from "../../ui/panel.tsx";
import { allocationOf, marketOf, type Share } from "../allocation.ts";
import { Percent } from "../percent.tsx";
import { Amount } from "../presenter.tsx";

const COLOURS = ["var(--cat-1)", "var(--cat-2)", "var(--cat-3)", "var(--cat-4)", "var(--cat-5)", "var(--cat-6)"];
const colourOf = (place: number) => COLOURS[place] ?? "var(--line-strong)";

/** What the portfolio is made of, at this moment's marks. */
export function AllocationPanel() {
  const snapshot = useSnapshot();
  const markets = useMemo(
    () =>
      (snapshot?.balances ?? []).flatMap(({ currency, totalUnits }) => {
        const market = totalUnits === 0 ? null : marketOf(currency, snapshot?.baseCurrency ?? "");
        return market === null ? [] : [market.id];
      }),
    [snapshot?.balances, snapshot?.baseCurrency],
  );
  const prices = useSampledPrices(markets);
  const statistics = useStatistics(markets);
  if (snapshot === null) return <Frame>{<EmptyNote>Loading balances…</EmptyNote>}</Frame>;
  const shares = allocationOf(snapshot, (id) => prices[id]?.mark ?? null);
  if (shares.length === 0) return <Frame>{<EmptyNote>This portfolio holds nothing.</EmptyNote>}</Frame>;
  return (
    <Frame>
      <div className="p-(--pad)">
        <div aria-hidden="true" className="flex h-[14px] gap-px overflow-hidden rounded-[3px] bg-hover">
          {shares.map(({ currency, weight }, place) => (
            <span key={currency} style={{ width: `${(weight ?? 0) * 100}%`, background: colourOf(place) }} />
          ))}
        </div>
      </div>
      <div className="overflow-x-auto">
        <table className="grid-table">
          <thead>
            <tr>
              <th className="text">Asset</th>
              <th>Value {snapshot.baseCurrency}</th>
              <th>Weight</th>
              <th>24 h</th>
            </tr>
          </thead>
          <tbody>
            {shares.map((share, place) => (
              <Row
                key={share.currency}
                share={share}
                colour={colourOf(place)}
                baseCurrency={snapshot.baseCurrency}
                change={
                  share.instrument === null ? null : (statistics.get(share.instrument.id)?.day?.changeFraction ?? null)
                }
              />
            ))}
          </tbody>
        </table>
      </div>
    </Frame>
  );
}

function Frame({ children }: { readonly children: React.ReactNode }) {
  return (
    <Panel name="Allocation" className="overflow-hidden rounded-lg border border-line-subtle">
      <PanelHead title="Allocation" />
      {children}
    </Panel>
  );
}

type RowProps = {
  readonly share: Share;
  readonly colour: string;
  readonly baseCurrency: string;
  readonly change: number | null;
};

function Row({ share, colour, baseCurrency, change }: RowProps) {
  const { currency, valueUnits, weight } = share;
  return (
    <tr data-asset={currency}>
      <td className="text">
        <span className="flex items-center gap-2">
          <span aria-hidden="true" className="size-[9px] rounded-[2px]" style={{ background: colour }} />
          {share.instrument === null ? `Cash ${currency}` : currency}
        </span>
      </td>
      <td>
        {valueUnits === null ? (
          <span title="No price yet">{UNKNOWN}</span>
        ) : (
          <Amount text={formatScaled(valueUnits, currencyOf(baseCurrency).decimals)} currency={baseCurrency} />
        )}
      </td>
      <td>{weight === null ? UNKNOWN : `${(weight * 100).toFixed(1)}%`}</td>
      <td>{change === null ? <span className="text-fg-3">{UNKNOWN}</span> : <Percent fraction={change} />}</td>
    </tr>
  );
}
