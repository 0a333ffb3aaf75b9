"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { CandleColumnsBuilder } from "../../../server/domain/markets/candle-columns-builder.ts";
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

const ASK_EVERY_MS = 700;

/**
 * A correction makes a new version of the stored month; the old one stays, and who did it and why. The form stays open with
 * what was typed until the new version is stored.
 */
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
  const [savingJob, setSavingJob] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const onEnd = useRef({ onClose, onJobsChanged });
  onEnd.current = { onClose, onJobsChanged };
  useEffect(() => {
    if (savingJob === null) return;
    return watchJob(savingJob, (problem) => {
      setSavingJob(null);
      setFailure(problem);
      onEnd.current.onJobsChanged();
      if (problem === null) onEnd.current.onClose();
    });
  }, [savingJob]);
  const wrong = FIELDS.find((field) => !DECIMAL.test(values[field]));
  const { kind, timeframe } = series;
  const { open, high, low, close, volume } = values;
  const impossible = new CandleColumnsBuilder(timeframe).add(candle.openAt, open, high, low, close, volume);
  const isUnfit = wrong !== undefined || impossible !== null;
  const isBusy = isWaiting || savingJob !== null;
  const problem = impossible === null ? failure : `${impossible.message}.`;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if ((kind !== "candles" && kind !== "mark-candles") || impossible !== null) return;
    const correction = { series: { ...series, kind }, candle: { openAt: candle.openAt, ...values }, reason };
    setFailure(null);
    await ask(async () => setSavingJob((await dataClient.correct(correction)).jobId));
    onJobsChanged();
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
          onChange={(event) => {
            setFailure(null);
            setValues({ ...values, [field]: event.target.value.trim() });
          }}
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
      <Button type="submit" tone="accent" disabled={isBusy || isUnfit || reason.trim() === ""}>
        {isBusy ? "Saving…" : "Save as a new version"}
      </Button>
      <Button onClick={onClose}>Keep as it is</Button>
      {problem === null ? null : (
        <p role="alert" className="w-full text-danger">
          {problem}
        </p>
      )}
    </form>
  );
}

/** Asks after a job until it has ended, then says what went wrong; null when it is done. Answers how to stop asking. */
function watchJob(jobId: string, onEnd: (problem: string | null) => void): () => void {
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout>;
  const round = async () => {
    // A round that finds no desk is asked again; the list of jobs says that it cannot be reached.
    const job = await dataClient.jobs().then(
      (jobs) => jobs.find((each) => each.jobId === jobId),
      () => undefined,
    );
    if (isStopped) return;
    if (job?.status === "done") onEnd(null);
    else if (job?.status === "failed") onEnd(job.problem ?? "The correction failed. Try again.");
    else if (job?.status === "cancelled") onEnd("The correction was cancelled: nothing was changed.");
    else timer = setTimeout(() => void round(), ASK_EVERY_MS);
  };
  timer = setTimeout(() => void round(), ASK_EVERY_MS);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
