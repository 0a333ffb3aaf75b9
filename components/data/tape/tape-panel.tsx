"use client";

import { Pause, Play } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { FeedStatus } from "../../../server/domain/markets/price-frames.ts";
import type { FeedKind } from "../../../server/domain/portfolio/portfolio-kind.ts";
import { useNotices } from "../../layout/notices.tsx";
import { freshnessOf } from "../../live/freshness.ts";
import { useDataAge, useDeskState } from "../../live/use-desk.tsx";
import { Button } from "../../ui/button.tsx";
import { UNKNOWN } from "../../ui/format-decimal.ts";
import { formatClockZone, formatDay } from "../../ui/format-time.ts";
import { dataClient, type TapeAction } from "../data-client.ts";
import { formatInstant } from "../format-data.ts";
import { EpisodeList } from "./episode-list.tsx";
import { SeekForm } from "./seek-form.tsx";
import { SpeedChoice } from "./speed-choice.tsx";

const KINDS: Readonly<Record<FeedKind, string>> = {
  synthetic: "Synthetic market",
  recorded: "Recording",
  live: "Live data",
};

/** Which tape the desk plays, and the ways to move it. One tape for all portfolios. */
export function TapePanel({ mayControl }: { readonly mayControl: boolean }) {
  const feed = useDeskState((state) => state.feed);
  const ageMs = useDataAge();
  const say = useNotices();
  const [asked, setAsked] = useState<TapeAction["kind"] | null>(null);
  const isAway = ageMs === null || freshnessOf(ageMs) === "stale";
  const isOff = !mayControl || asked !== null || isAway;
  const control = async (action: TapeAction) => {
    setAsked(action.kind);
    try {
      const answer = await dataClient.controlTape(action);
      if (answer.kind === "refused") say(answer.message);
      if (answer.kind === "pending") say("Unconfirmed — the feed has not answered yet. It acts as soon as it is back.");
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    } finally {
      setAsked(null);
    }
  };
  const send = (action: TapeAction) => void control(action);
  return (
    <div className="flex flex-col gap-2.5 overflow-auto p-(--pad)" data-testid="tape">
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
        <Fact label="Feed">{feed === null ? UNKNOWN : feed.label === "" ? KINDS[feed.kind] : feed.label}</Fact>
        <Fact label="State">
          <span data-testid="tape-state" className={feed?.state === "running" ? "text-ok" : "text-warn"}>
            {feed === null ? "waiting for the feed" : describeState(feed)}
          </span>
        </Fact>
        <Fact label="Tape time">
          <span data-testid="tape-time">
            {feed === null || feed.tapeAt === null
              ? UNKNOWN
              : `${formatDay(feed.tapeAt)} ${formatClockZone(feed.tapeAt)}`}
          </span>
        </Fact>
      </dl>
      {feed === null || feed.kind === "live" ? null : (
        <>
          <div className="flex items-center gap-2">
            {feed.state === "paused" ? (
              <Button tone="accent" disabled={isOff} onClick={() => send({ kind: "resume" })}>
                <Play size={13} aria-hidden="true" /> Resume
              </Button>
            ) : (
              <Button disabled={isOff || feed.state === "ended"} onClick={() => send({ kind: "pause" })}>
                <Pause size={13} aria-hidden="true" /> Pause
              </Button>
            )}
            <SpeedChoice speed={feed.speed} disabled={isOff} onChoose={(speed) => send({ kind: "speed", speed })} />
          </div>
          {feed.kind === "recorded" ? (
            <SeekForm tapeAt={feed.tapeAt} disabled={isOff} onSeek={(at) => send({ kind: "seek", at })} />
          ) : (
            <EpisodeList disabled={isOff} onPlant={(episode) => send({ kind: "episode", episode })} />
          )}
        </>
      )}
      <p className="min-h-[1.35em] text-[11px] text-fg-3" role="status">
        {asked !== null
          ? "Asking the feed…"
          : mayControl
            ? "Everybody on the desk trades on this one tape."
            : "Admins and the owner move the tape."}
      </p>
    </div>
  );
}

function describeState({ state, speed, seekingTo }: FeedStatus): string {
  if (seekingTo !== null) return `going forward to ${formatInstant(seekingTo)}`;
  switch (state) {
    case "running":
      return speed === "max" ? "running as fast as it can" : `running at ${speed}×`;
    case "paused":
      return "paused";
    case "waiting":
      return "waiting for the worker";
    case "ended":
      return "ended";
  }
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-3">{label}</dt>
      <dd className="min-w-0 truncate font-medium">{children}</dd>
    </>
  );
}
