"use client";

import { CircleCheck, LoaderCircle } from "lucide-react";
import type { StopChecklist } from "../../server/domain/kill-switch/stop-checklist.ts";
import { positionKey } from "../../server/domain/positions/position-side.ts";
import { Button } from "../ui/button.tsx";
import { formatClockZone } from "../ui/format-time.ts";
import { checkLines, itemWords, stopWords } from "./stop-words.ts";

type StopProgressProps = {
  readonly checklist: StopChecklist;
  readonly isWaiting: boolean;
  readonly onAgain: () => void;
};

/** What a stop has reached, from the journal as it comes in; honest about what it has not. */
export function StopProgress({ checklist, isWaiting, onAgain }: StopProgressProps) {
  const { stop, positions, isDone } = checklist;
  return (
    <section
      aria-label={stopWords(checklist)}
      data-testid="stop-progress"
      className="flex flex-col gap-1.5 text-[13px]"
    >
      <div className="flex items-center gap-2">
        <h3 className="flex-1 font-semibold">
          {stopWords(checklist)} <span className="font-normal text-fg-3">since {formatClockZone(stop.at)}</span>
        </h3>
        {isDone ? null : (
          <Button size="row" disabled={isWaiting} onClick={onAgain}>
            Try again now
          </Button>
        )}
      </div>
      <ul aria-live="polite" className="flex flex-col gap-0.5">
        {checkLines(checklist).map(({ text, count, isDone: isReached }) => (
          <li key={text} className="flex items-center gap-2">
            {isReached ? (
              <CircleCheck size={14} className="text-ok" aria-hidden="true" />
            ) : (
              <LoaderCircle size={14} className="text-warn" aria-hidden="true" />
            )}
            <span className="flex-1">
              {text}
              <span className="sr-only">{isReached ? ", done" : ", not done"}</span>
            </span>
            <span className="tabular-nums">{count}</span>
          </li>
        ))}
      </ul>
      {positions.length === 0 ? null : (
        <ul className="pl-6 text-[12px] text-fg-2">
          {positions.map((item) => (
            <li key={positionKey(item.instrumentId, item.positionSide)}>{itemWords(item)}</li>
          ))}
        </ul>
      )}
      <p className={isDone ? "text-[12px] text-fg-2" : "text-[12px] text-warn"} role="status">
        {isDone ? "All of it is done." : "Not done yet: it goes on by itself until nothing is left."}
      </p>
    </section>
  );
}
