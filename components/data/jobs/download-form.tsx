"use client";

import { Download } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ASKED_EXCHANGES } from "../../../server/domain/markets/data-source.ts";
import { TIMEFRAMES, type Timeframe, timeframeMs } from "../../../server/domain/time/timeframe.ts";
import { Button } from "../../ui/button.tsx";
import { dataClient } from "../data-client.ts";
import { formatCount, formatDate } from "../format-data.ts";
import { SmallField, SmallSelect } from "../small-field.tsx";
import { useDataScreen } from "../use-data-screen.tsx";
import { useWish } from "../use-wish.ts";

const DAY_MS = 86_400_000;

type DownloadFormProps = { readonly mayImport: boolean; readonly now: number };

/** Candles of an exchange for a span of days, both ends included. */
export function DownloadForm({ mayImport, now }: DownloadFormProps) {
  const { isWaiting, ask } = useWish();
  const { onJobsChanged } = useDataScreen();
  const [exchange, setExchange] = useState<string>(ASKED_EXCHANGES[0].exchange);
  const [symbol, setSymbol] = useState("BTC/USDT");
  const [timeframe, setTimeframe] = useState<Timeframe>("1h");
  const [fromDate, setFromDate] = useState(() => formatDate(now - 30 * DAY_MS));
  const [toDate, setToDate] = useState(() => formatDate(now));
  const from = Date.parse(`${fromDate}T00:00:00Z`);
  const to = Date.parse(`${toDate}T00:00:00Z`) + DAY_MS;
  const candles = Number.isFinite(from) && Number.isFinite(to) ? Math.ceil((to - from) / timeframeMs(timeframe)) : 0;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (await ask(() => dataClient.fetch({ exchange, symbol: symbol.trim().toUpperCase(), timeframe, from, to }))) {
      onJobsChanged();
    }
  };
  return (
    <form
      aria-label="Download candles"
      className="grid shrink-0 grid-cols-6 gap-x-2 gap-y-1.5 border-b border-line-subtle p-(--pad)"
      onSubmit={(event) => void send(event)}
    >
      <span className="col-span-3 grid">
        <SmallSelect label="Exchange" value={exchange} onChange={(event) => setExchange(event.target.value)}>
          {ASKED_EXCHANGES.map((known) => (
            <option key={known.exchange} value={known.exchange}>
              {known.label}
            </option>
          ))}
        </SmallSelect>
      </span>
      <span className="col-span-2 grid">
        <SmallField
          label="Symbol"
          className="w-full"
          value={symbol}
          maxLength={60}
          onChange={(event) => setSymbol(event.target.value)}
        />
      </span>
      <span className="col-span-1 grid">
        <SmallSelect
          label="Candles"
          className="w-full !px-1"
          value={timeframe}
          onChange={(event) => setTimeframe(TIMEFRAMES.find((known) => known === event.target.value) ?? "1h")}
        >
          {TIMEFRAMES.map((known) => (
            <option key={known}>{known}</option>
          ))}
        </SmallSelect>
      </span>
      <span className="col-span-3 grid">
        <SmallField
          label="From, UTC"
          type="date"
          className="w-full"
          value={fromDate}
          onChange={(event) => setFromDate(event.target.value)}
        />
      </span>
      <span className="col-span-3 grid">
        <SmallField
          label="To, included"
          type="date"
          className="w-full"
          value={toDate}
          onChange={(event) => setToDate(event.target.value)}
        />
      </span>
      <p className="col-span-4 self-center text-[11px] text-fg-3">
        {candles > 0 ? `${formatCount(candles)} candles; those stored already are not asked for` : "No time in between"}
      </p>
      <span className="col-span-2 grid">
        <Button
          type="submit"
          disabled={!mayImport || isWaiting || candles <= 0}
          title={mayImport ? undefined : "Your role does not download data"}
        >
          <Download size={13} aria-hidden="true" /> Download
        </Button>
      </span>
    </form>
  );
}
