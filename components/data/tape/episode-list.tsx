"use client";

import type { Episode } from "../../../server/domain/markets/feed-control.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";

type EpisodeListProps = { readonly disabled: boolean; readonly onPlant: (episode: Episode) => void };

const EPISODES: readonly { readonly episode: Episode; readonly name: string; readonly words: string }[] = [
  {
    episode: "flash-crash",
    name: "Flash crash",
    words: "Prices fall by an eighth within seconds, books thin out, then it all comes back in ten minutes.",
  },
  {
    episode: "depeg",
    name: "Depeg",
    words: "USDC slides to nine tenths of a USDT within minutes and comes back; coins dip along.",
  },
  {
    episode: "venue-outage",
    name: "Venue outage",
    words: "The home venue goes silent for three minutes, then shows its books whole.",
  },
  {
    episode: "stale-feed",
    name: "Stale feed",
    words: "Heartbeats without data, then not even these, for two minutes; the desk must notice.",
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
              <Button disabled={disabled} title={words} className="w-full">
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
