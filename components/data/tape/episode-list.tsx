"use client";

import type { Episode } from "../../../server/domain/markets/feed-control.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";

type EpisodeListProps = { readonly disabled: boolean; readonly onPlant: (episode: Episode) => void };

const EPISODES: readonly { readonly episode: Episode; readonly name: string; readonly words: string }[] = [
  {
    episode: "flash-crash",
    name: "Flash crash",
    words: "Prices fall hard within seconds, books thin out, then most of it comes back.",
  },
  {
    episode: "depeg",
    name: "Depeg",
    words: "The quote currency loses its peg on one venue: its prices part from the others.",
  },
  {
    episode: "venue-outage",
    name: "Venue outage",
    words: "One venue goes silent: no book, no trades, until it comes back.",
  },
  {
    episode: "stale-feed",
    name: "Stale feed",
    words: "Prices stand still while the market moves on; the desk must notice.",
  },
];

/** Bad days on command, to see how people, limits and strategies bear them. */
export function EpisodeList({ disabled, onPlant }: EpisodeListProps) {
  return (
    <section aria-label="Episodes" className="flex flex-col gap-1">
      <h3 className="text-[11px] font-medium text-fg-3">Plant an episode into the market</h3>
      <div className="grid grid-cols-2 gap-1">
        {EPISODES.map(({ episode, name, words }) => (
          <ConfirmDialog
            key={episode}
            title={`Plant a ${name.toLowerCase()}?`}
            confirmLabel={`Plant the ${name.toLowerCase()}`}
            onConfirm={() => onPlant(episode)}
            trigger={
              <Button size="row" disabled={disabled} title={words} className="w-full">
                {name}
              </Button>
            }
          >
            <p>{words}</p>
            <p>
              It becomes part of this tape and acts on every portfolio and strategy of the desk. It cannot be undone.
            </p>
          </ConfirmDialog>
        ))}
      </div>
    </section>
  );
}
