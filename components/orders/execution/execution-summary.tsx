"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import type { QualitySummary } from "../../../server/domain/execution-quality/quality-summary.ts";
import { currencyOf } from "../../../server/domain/money/currency.ts";
import { formatScaled } from "../../../server/domain/money/decimal.ts";
import { multiply } from "../../../server/domain/money/integer.ts";
import { formatFee, placesOf } from "../../ui/format-amount.ts";
import { formatDecimal, UNKNOWN } from "../../ui/format-decimal.ts";
import { ordersClient } from "../orders-client.ts";
import { Cost } from "./cost.tsx";

const REFRESH_MS = 2_000;

type Search = Parameters<typeof ordersClient.execution>[0];
type Summary = QualitySummary & { readonly total: number };

type ExecutionSummaryProps = {
  readonly search: Search;
  /** Changes when the answer may have. */
  readonly pulse: unknown;
};

/** How well the orders under the filters were executed, all together. */
export function ExecutionSummary({ search, pulse }: ExecutionSummaryProps) {
  const summary = useSummary(search, pulse);
  if (summary === null || summary === "failed") {
    return (
      <Strip>
        <span role="status">{summary === null ? "Summing up…" : "The executions could not be summed up."}</span>
      </Strip>
    );
  }
  const { orders, total, successFraction, fillFraction, slippage, slippageBps, unknownSlippage, fees } = summary;
  const unknown = unknownSlippage === 0 ? "" : ` Of ${unknownSlippage} the mid was not known.`;
  return (
    <Strip>
      <Figure name="Success" hint="Orders that were neither denied nor rejected">
        {percent(successFraction)}
      </Figure>
      <Figure name="Filled" hint="Filled of what was ordered, mean over orders that have ended">
        {percent(fillFraction)}
      </Figure>
      <Figure name="Slippage" hint={`Against the mid at arrival, weighted by value; positive is a cost.${unknown}`}>
        <Cost
          amount={slippageBps?.toFixed(6) ?? null}
          places={1}
          unit="bp"
          why={`No fill with a known mid.${unknown}`}
        />
        {slippage.map(({ currency, costHalves }) => (
          <Cost
            key={currency}
            amount={formatScaled(multiply(costHalves, 5), currencyOf(currency).decimals + 1)}
            places={placesOf(currency)}
            unit={currency}
            why=""
          />
        ))}
      </Figure>
      <Figure name="Fees" hint="Of all fills, by the currency they were charged in">
        {fees.length === 0
          ? "none"
          : fees.map(({ currency, units }) => `${formatFee(units, currency)} ${currency}`).join(" · ")}
      </Figure>
      {orders < total ? (
        <span className="text-fg-3">
          first {orders} of {total} orders
        </span>
      ) : null}
    </Strip>
  );
}

/** Asked anew when the question changes, and every other second while the answer may have. */
function useSummary(search: Search, pulse: unknown): Summary | "failed" | null {
  const [summary, setSummary] = useState<Summary | "failed" | null>(null);
  const key = JSON.stringify(search);
  const latest = useRef(search);
  latest.current = search;
  const asked = useRef({ key: "", at: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the pulse is a reason to ask again.
  useEffect(() => {
    const isNew = asked.current.key !== key;
    if (isNew) setSummary(null);
    const wait = isNew ? 0 : Math.max(0, asked.current.at + REFRESH_MS - Date.now());
    const timer = setTimeout(() => {
      asked.current = { key, at: Date.now() };
      ordersClient.execution(latest.current).then(
        (read) => asked.current.key === key && setSummary(read),
        () => asked.current.key === key && setSummary("failed"),
      );
    }, wait);
    return () => clearTimeout(timer);
  }, [key, pulse]);
  return summary;
}

const Strip = ({ children }: { readonly children: ReactNode }) => (
  <section
    aria-label="Execution of these orders"
    data-testid="execution-summary"
    className="scroll-row flex min-h-[26px] shrink-0 items-center gap-x-4 border-b border-line-subtle px-(--pad) text-[11px] whitespace-nowrap text-fg-3"
  >
    {children}
  </section>
);

type FigureProps = { readonly name: string; readonly hint: string; readonly children: ReactNode };

const Figure = ({ name, hint, children }: FigureProps) => (
  <span title={hint} className="inline-flex items-baseline gap-x-1.5">
    {name} <span className="inline-flex gap-x-2 text-fg">{children}</span>
  </span>
);

const percent = (fraction: number | null): string =>
  fraction === null ? UNKNOWN : `${formatDecimal((fraction * 100).toFixed(3), 1)}%`;
