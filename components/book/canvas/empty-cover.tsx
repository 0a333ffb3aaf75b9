import type { MarketState } from "../../live/market-state.ts";

type EmptyCoverProps = {
  readonly state: MarketState;
  /** What is said when the feed is at work and has nothing for this panel. */
  readonly children: string;
};

/** Lies over a panel that has nothing to show yet, and says why. What is old rather than missing is veiled by the panel's frame. */
export function EmptyCover({ state, children }: EmptyCoverProps) {
  const words = state.kind === "waiting" ? "Waiting for the first price" : state.isGreyed ? state.words : children;
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center">
      <p className="max-w-[90%] rounded-sm bg-panel px-2 py-1 text-center text-[12px] text-fg-3">{words}</p>
    </div>
  );
}
