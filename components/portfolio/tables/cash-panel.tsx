"use client";

import { findInstrument } from "../../../server/domain/markets/listed-instruments.ts";
import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, trimZeros } from "../../ui/format-decimal.ts";
import { formatDay, formatRowTime } from "../../ui/format-time.ts";
import { EmptyNote, Panel, PanelHead } from "../../ui/panel.tsx";
import type { CashFlows } from "../portfolio-client.ts";
import { AmountFlow, Masked, usePresenter } from "../presenter.tsx";

type CashPanelProps = { readonly cash: CashFlows | null };

/** Money that came and went besides trading, and what trading cost. */
export function CashPanel({ cash }: CashPanelProps) {
  return (
    <Panel name="Cash flows and fees" className="overflow-hidden rounded-lg border border-line-subtle">
      <PanelHead title="Cash flows & fees" {...(cash === null ? {} : { count: cash.flows.length + 1 })} />
      {cash === null ? <EmptyNote>Loading cash flows…</EmptyNote> : <Tables cash={cash} />}
    </Panel>
  );
}

function Tables({ cash }: { readonly cash: CashFlows }) {
  const { opening, flows, fees } = cash;
  return (
    <div className="max-h-[260px] overflow-auto">
      <table className="grid-table">
        <thead>
          <tr>
            <th className="text">Time</th>
            <th className="text">What</th>
            <th>Amount</th>
          </tr>
        </thead>
        <tbody>
          {flows.map(({ key, currency, amount, wallAt, by }) => (
            <tr key={key}>
              <td className="text" title={new Date(wallAt).toISOString()}>
                {formatRowTime(wallAt)}
              </td>
              <td className="text">
                {amount.startsWith("-") ? "Paid out" : "Paid in"}{" "}
                <span className="text-fg-3">by {by ?? "a former user"}</span>
              </td>
              <td>
                <AmountFlow text={amount} currency={currency} /> <Unit text={currency} />
              </td>
            </tr>
          ))}
          <tr>
            <td className="text" title={new Date(opening.wallAt).toISOString()}>
              {formatDay(opening.wallAt)}
            </td>
            <td className="text">Opening balance</td>
            <td>
              <AmountFlow text={opening.amount} currency={opening.currency} /> <Unit text={opening.currency} />
            </td>
          </tr>
          {fees.map(({ instrumentId, currency, fee, fills }) => (
            <tr key={`${instrumentId} ${currency}`}>
              <td className="text text-fg-3">in range</td>
              <td className="text">
                Fees {findInstrument(instrumentId)?.symbol ?? instrumentId}{" "}
                <span className="text-fg-3">{fills === 1 ? "1 fill" : `${fills.toLocaleString("en-US")} fills`}</span>
              </td>
              <td>
                <Fee text={fee} currency={currency} /> <Unit text={currency} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Unit = ({ text }: { readonly text: string }) => (
  <span className="inline-block min-w-[30px] text-left text-fg-3">{text}</span>
);

function Fee({ text, currency }: { readonly text: string; readonly currency: string }) {
  const { isHidden } = usePresenter();
  if (isHidden) return <Masked />;
  const exact = trimZeros(text, placesOf(currency));
  return <span title={text}>{formatDecimal(text, exact.split(".")[1]?.length ?? 0)}</span>;
}
