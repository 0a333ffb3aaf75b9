import type { MarketState } from "../../live/market-state.ts";

type StaleCoverProps = {
  readonly state: MarketState;
  /** Nothing is there to be shown yet. */
  readonly isEmpty: boolean;
  /** What is said when the feed is at work and has nothing for this panel. */
  readonly empty: string;
};

const HATCH = "repeating-linear-gradient(135deg, var(--line) 0 1px, transparent 1px 8px)";

/** Lies over a panel whose figures are not those of now, and says why; the figures stay readable underneath. */
export function StaleCover({ state, isEmpty, empty }: StaleCoverProps) {
  if (!state.isGreyed && !isEmpty) return null;
  const words = state.kind === "waiting" ? "Waiting for the first price" : state.isGreyed ? state.words : empty;
  return (
    <div
      className="pointer-events-none absolute inset-0 flex items-center justify-center"
      style={state.isGreyed ? { backgroundImage: HATCH } : undefined}
    >
      <span className="max-w-[90%] rounded-sm border border-line bg-raised px-2 py-1 text-center text-[11px] font-medium text-fg-2">
        {words}
      </span>
    </div>
  );
}
