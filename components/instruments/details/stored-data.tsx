import Link from "next/link";
import { sourceName } from "../../data/source-name.ts";
import { formatDay } from "../../ui/format-time.ts";
import type { Details } from "../catalogue-client.ts";
import { Section } from "./section.tsx";

type StoredDataProps = { readonly stored: Details["stored"]; readonly source: string | null };

const KINDS = {
  candles: "Candles",
  "mark-candles": "Mark candles",
  trades: "Trades",
  funding: "Funding",
  book: "Book",
} as const;

/** What this desk has kept of it. */
export function StoredData({ stored, source }: StoredDataProps) {
  return (
    <Section title="Stored data" {...(source === null ? {} : { aside: sourceName(source), asideTitle: source })}>
      {stored.length === 0 ? (
        <p className="text-fg-3">
          Nothing is stored of it yet.{" "}
          <Link href="/data" className="text-accent underline">
            Import or download data
          </Link>
        </p>
      ) : (
        <ul>
          {stored.map(({ kind, timeframe, rows, firstAt, lastAt, gaps }) => (
            <li key={`${kind} ${timeframe}`} className="flex min-h-[22px] flex-wrap items-baseline gap-x-2">
              <span className="font-medium">
                {KINDS[kind]}
                {timeframe === null ? "" : ` ${timeframe}`}
              </span>
              <span className="text-fg-3">
                {formatDay(firstAt)} – {formatDay(lastAt)}
              </span>
              <span className="ml-auto">
                {rows.toLocaleString("en-US")}
                {gaps === 0 ? null : <span className="ml-1.5 text-warn">{gaps === 1 ? "1 gap" : `${gaps} gaps`}</span>}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
