"use client";

import { Button } from "../../ui/button.tsx";
import { EmptyNote } from "../../ui/panel.tsx";
import { dataClient } from "../data-client.ts";
import { formatInstant } from "../format-data.ts";
import { ScrollBox } from "../scroll-box.tsx";
import { sourceName } from "../source-name.ts";
import { usePolled } from "../use-polled.ts";
import { isGoodNews, QUALITY_WORDS } from "./quality-words.ts";

const EVERY_MS = 3_000;

/** What the running feed found wrong, the newest first. */
export function QualityTable() {
  const { value: events, problem, reload } = usePolled(dataClient.quality, () => EVERY_MS);
  if (events === null) {
    return problem === null ? (
      <EmptyNote>Loading events…</EmptyNote>
    ) : (
      <p className="flex items-center gap-2 p-(--pad) text-danger">
        {problem} <Button onClick={reload}>Try again</Button>
      </p>
    );
  }
  if (events.length === 0) {
    return <EmptyNote>No findings: every price, book and candle of the feed passed its checks so far.</EmptyNote>;
  }
  return (
    <ScrollBox label="Findings" className="min-h-0 flex-1">
      <table className="grid-table" data-testid="quality-events">
        <thead>
          <tr>
            <th className="text">Tape time UTC</th>
            <th className="text">Instrument</th>
            <th className="text max-sm:hidden">Stream</th>
            <th className="text">Finding</th>
            <th className="text w-full max-sm:hidden">Detail</th>
            <th className="text max-lg:hidden">Feed</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => (
            <tr key={event.id}>
              <td className="text text-fg-2">{formatInstant(event.at)}</td>
              <td className="text font-semibold">{event.instrumentId}</td>
              <td className="text text-fg-2 max-sm:hidden">{event.stream}</td>
              <td className={`text font-medium ${isGoodNews(event.code) ? "text-ok" : "text-warn"}`}>
                {isGoodNews(event.code) ? "✓ " : "▲ "}
                {QUALITY_WORDS[event.code]}
              </td>
              <td className="text !whitespace-normal text-fg-2 max-sm:hidden">{event.detail}</td>
              <td className="text text-fg-3 max-lg:hidden" title={event.feedKey}>
                {sourceName(event.feedKey)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
