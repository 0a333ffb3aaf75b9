import type { FeedStatus } from "../../../server/domain/markets/price-frames.ts";
import { timeframeLabel } from "../timeframe-words.ts";
import type { ChartSession } from "../view/chart-session.ts";

/** Saves the chart as a PNG that says what it shows, in which mode and when. The drawing code is loaded when it is needed. */
export function saveSnapshot(session: ChartSession, mode: "paper" | "live", feed: FeedStatus | null): void {
  const { instrument, timeframe, view } = session;
  const at = feed?.tapeAt ?? Date.now();
  const save = async () => {
    const { downloadCanvas, takeSnapshot } = await import("../view/snapshot.ts");
    const words = {
      title: `${instrument.name} · ${timeframeLabel(timeframe)}`,
      mode: mode.toUpperCase(),
      feed: feed === null ? "" : feed.kind.toUpperCase(),
      at,
    };
    const stamp = new Date(at).toISOString().slice(0, 16).replaceAll(":", "");
    downloadCanvas(takeSnapshot(view, words), `${instrument.id}-${timeframe}-${mode}-${stamp}.png`);
  };
  void save();
}
