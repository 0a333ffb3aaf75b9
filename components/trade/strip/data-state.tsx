"use client";

import { marketStateOf } from "../../live/market-state.ts";
import { useDataAge, useDeskState } from "../../live/use-desk.tsx";

const LOOKS = {
  plain: ["text-fg-2", "bg-ok"],
  warn: ["text-warn", "bg-warn"],
  danger: ["text-danger!", "bg-danger"],
} as const;

/** What the market's prices are worth at this moment, in a word. */
export function DataState({ instrumentId }: { readonly instrumentId: string }) {
  const ageMs = useDataAge();
  const state = useDeskState(({ prices, feed }) => {
    const { kind, isGreyed, words } = marketStateOf(instrumentId, prices[instrumentId] ?? null, feed, ageMs);
    return `${isGreyed ? "danger" : kind === "delayed" || kind === "waiting" ? "warn" : "plain"}:${words}`;
  });
  const [look = "plain", ...words] = state.split(":");
  const [tone, dot] = LOOKS[look === "danger" || look === "warn" ? look : "plain"];
  return (
    <span className="flex shrink-0 items-center gap-1.5 text-[11px] whitespace-nowrap">
      <i aria-hidden="true" className={`size-[7px] rounded-full ${dot}`} />
      <span className="sr-only">Data: </span>
      <span className={`font-medium ${tone} ${look === "plain" ? "max-sm:sr-only" : ""}`} data-testid="data-age">
        {words.join(":")}
      </span>
    </span>
  );
}
