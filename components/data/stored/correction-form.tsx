"use client";

import { type FormEvent, useState } from "react";
import type { DataSeries } from "../../../server/domain/markets/data-series.ts";
import type { Timeframe } from "../../../server/domain/time/timeframe.ts";
import { Button } from "../../ui/button.tsx";
import { dataClient, type StoredCandle } from "../data-client.ts";
import { formatInstant } from "../format-data.ts";
import { SmallField } from "../small-field.tsx";
import { useDataScreen } from "../use-data-screen.tsx";
import { useWish } from "../use-wish.ts";

type CorrectionFormProps = {
  readonly series: DataSeries & { readonly timeframe: Timeframe };
  readonly candle: StoredCandle;
  readonly onClose: () => void;
};

const FIELDS = ["open", "high", "low", "close", "volume"] as const;
const DECIMAL = /^\d+(\.\d+)?$/;

/** A correction makes a new version of the stored month; the old one stays, and who did it and why. */
export function CorrectionForm({ series, candle, onClose }: CorrectionFormProps) {
  const { isWaiting, ask } = useWish();
  const { onJobsChanged } = useDataScreen();
  const [values, setValues] = useState({
    open: candle.open,
    high: candle.high,
    low: candle.low,
    close: candle.close,
    volume: candle.volume,
  });
  const [reason, setReason] = useState("");
  const wrong = FIELDS.find((field) => !DECIMAL.test(values[field]));
  const { kind } = series;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (kind !== "candles" && kind !== "mark-candles") return;
    const correction = { series: { ...series, kind }, candle: { openAt: candle.openAt, ...values }, reason };
    if (await ask(() => dataClient.correct(correction))) {
      onJobsChanged();
      onClose();
    }
  };
  return (
    <form
      aria-label="Correct a candle"
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => void send(event)}
    >
      <span className="w-full text-fg-2">
        Correct the candle of <b className="font-semibold text-fg">{formatInstant(candle.openAt)} UTC</b>. The stored
        version stays readable; this makes a new one.
      </span>
      {FIELDS.map((field) => (
        <SmallField
          key={field}
          label={field.charAt(0).toUpperCase() + field.slice(1)}
          inputMode="decimal"
          className="w-[110px] text-right"
          value={values[field]}
          maxLength={40}
          problem={wrong === field}
          onChange={(event) => setValues({ ...values, [field]: event.target.value.trim() })}
        />
      ))}
      <SmallField
        label="Reason"
        className="w-[280px]"
        value={reason}
        maxLength={500}
        placeholder="Where the right figures are from"
        onChange={(event) => setReason(event.target.value)}
      />
      <Button type="submit" tone="accent" disabled={isWaiting || wrong !== undefined || reason.trim() === ""}>
        Save as a new version
      </Button>
      <Button onClick={onClose}>Keep as it is</Button>
    </form>
  );
}
