"use client";

import { Download, Printer } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import type { CurrencyAmount, DailyStatement } from "../../../server/domain/orders/daily-statement.ts";
import { ORDER_STATUSES } from "../../../server/domain/orders/order-status.ts";
import { useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { sumOf } from "../../portfolio/amounts.ts";
import { saveText } from "../../tables/save-text.ts";
import { TOOL } from "../../tables/tools/tool-button.ts";
import { statusWords } from "../../trade/order-words.ts";
import { Pnl } from "../../ui/figure.tsx";
import { placesOf } from "../../ui/format-amount.ts";
import { formatDecimal } from "../../ui/format-decimal.ts";
import { formatRowTime } from "../../ui/format-time.ts";
import { ordersClient } from "../orders-client.ts";
import { zoneName } from "../zone.ts";
import { statementCsv } from "./statement-csv.ts";
import { StatementDebts } from "./statement-debts.tsx";
import { amountText, StatementLines } from "./statement-lines.tsx";
import "./print.css";

type StatementViewProps = {
  /** `2026-11-21` in the chosen zone. */
  readonly day: string;
  readonly onDay: (day: string) => void;
};

/** One day of the portfolio: what was ordered, filled, paid in fees and realised. */
export function StatementView({ day, onDay }: StatementViewProps) {
  const { store } = useDesk();
  const snapshot = useSnapshot();
  const [statement, setStatement] = useState<DailyStatement | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const timeZone = zoneName();
  const newest = snapshot?.fills[0]?.id;
  const owed = snapshot?.borrowing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another fill or another debt is another statement.
  useEffect(() => {
    let isCurrent = true;
    const say = (words: string) => {
      if (isCurrent) setProblem(words);
    };
    ordersClient.statement({ portfolioId: store.portfolioId, day, timeZone }).then(
      (answer) => {
        if (!isCurrent) return;
        setProblem(answer.ok ? null : answer.rejection.message);
        setStatement(answer.ok ? answer.value : null);
      },
      (error: unknown) => say(error instanceof Error ? error.message : String(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [store.portfolioId, day, timeZone, newest, owed]);
  return (
    <div
      className="print-sheet flex min-h-0 flex-1 flex-col gap-4 overflow-auto p-3 text-[12px]"
      data-testid="statement"
    >
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-[15px] font-semibold">Daily statement</h2>
        <span className="hidden text-[15px] print:inline">{day}</span>
        <label className="flex items-center gap-1 text-fg-3 print:hidden">
          <span className="sr-only">Day</span>
          <input
            type="date"
            aria-label="Day of the statement"
            className="h-(--ctl) rounded-md border border-line-strong bg-canvas px-2 text-fg"
            value={day}
            onChange={(event) => event.currentTarget.value !== "" && onDay(event.currentTarget.value)}
          />
        </label>
        <span className="text-fg-3">
          {timeZone}, by the tape{statement === null ? "" : ` · ${statement.portfolio} · ${statement.mode}`}
        </span>
        <span className="ml-auto flex gap-1 print:hidden">
          <button
            type="button"
            className={TOOL}
            disabled={statement === null || isEmpty(statement)}
            onClick={() => {
              if (statement !== null) saveText(`tradewind-statement-${day}.csv`, statementCsv(statement));
            }}
          >
            <Download size={12} /> CSV
          </button>
          <button type="button" className={TOOL} onClick={() => window.print()}>
            <Printer size={12} /> Print
          </button>
        </span>
      </div>
      {problem === null ? null : <p role="alert">{problem}</p>}
      {statement === null ? (
        problem === null ? (
          <p role="status" className="text-fg-3">
            Loading the statement…
          </p>
        ) : null
      ) : (
        <Body statement={statement} />
      )}
    </div>
  );
}

const isEmpty = ({ lines, debts }: DailyStatement): boolean => lines.length === 0 && debts.length === 0;

function Body({ statement }: { readonly statement: DailyStatement }) {
  const { orders, lines, volume, fees, realised, funding, cashFlows, debts, marginCalls, baseCurrency } = statement;
  const count = orders.reduce((sum, order) => sum + order.count, 0);
  const fills = lines.reduce((sum, line) => sum + line.fills, 0);
  const ends = orders.map((order) => {
    const known = ORDER_STATUSES.find((status) => status === order.status);
    return `${order.count} ${known === undefined ? order.status : statusWords(known).toLowerCase()}`;
  });
  return (
    <>
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        <Figure name="Orders placed" note={ends.join(", ")}>
          {String(count)}
        </Figure>
        <Figure name="Fills">{String(fills)}</Figure>
        <Figure name="Volume">
          {volume.length === 0
            ? "none"
            : volume.map(({ currency, amount }) => (
                <span key={currency} className="block">
                  {formatDecimal(amount, placesOf(currency))} {currency}
                </span>
              ))}
        </Figure>
        <Figure name="Fees">{listOf(fees)}</Figure>
        <Figure name="Realised PnL" note="Fees are in it">
          {realised.length === 0
            ? "none"
            : realised.map(({ currency, amount }) => (
                <span key={currency} className="block">
                  <Pnl amount={amount} places={placesOf(currency)} /> {currency}
                </span>
              ))}
        </Figure>
        {funding.length === 0 ? null : (
          <Figure name="Funding">
            {funding.map(({ currency, amount }) => (
              <span key={currency} className="block">
                <Pnl amount={amount} places={placesOf(currency)} /> {currency}
              </span>
            ))}
          </Figure>
        )}
        {debts.length === 0 ? null : (
          <Figure name="Borrow interest" note={debts.map(({ currency }) => currency).join(", ")}>
            <Pnl
              amount={sumOf(
                baseCurrency,
                [],
                debts.map(({ interest }) => interest),
              )}
              places={placesOf(baseCurrency)}
            />{" "}
            {baseCurrency}
          </Figure>
        )}
        {marginCalls.length === 0 ? null : (
          <Figure name="Margin calls">
            {marginCalls.map(({ at, assets, debts: owed }) => (
              <span key={at} className="block" title={`Assets ${assets} ÷ debts ${owed} ${baseCurrency}`}>
                {formatRowTime(at)} <span className="text-danger">at {(Number(assets) / Number(owed)).toFixed(2)}</span>
              </span>
            ))}
          </Figure>
        )}
        {cashFlows.length === 0 ? null : <Figure name="Paid in and out">{listOf(cashFlows)}</Figure>}
      </dl>
      {isEmpty(statement) ? (
        <p className="text-fg-3">Nothing was ordered or filled on this day. Choose another one.</p>
      ) : null}
      {lines.length === 0 ? null : <StatementLines lines={lines} mode={statement.mode} />}
      {debts.length === 0 ? null : <StatementDebts debts={debts} baseCurrency={baseCurrency} mode={statement.mode} />}
    </>
  );
}

const listOf = (amounts: readonly CurrencyAmount[]): ReactNode =>
  amounts.length === 0
    ? "none"
    : amounts.map((amount) => (
        <span key={amount.currency} className="block">
          {amountText(amount)}
        </span>
      ));

type FigureProps = { readonly name: string; readonly note?: string; readonly children: ReactNode };

function Figure({ name, note, children }: FigureProps) {
  return (
    <div>
      <dt className="text-fg-3">{name}</dt>
      <dd className="text-[15px] font-semibold">{children}</dd>
      {note === undefined || note === "" ? null : <dd className="text-[11px] text-fg-3">{note}</dd>}
    </div>
  );
}
