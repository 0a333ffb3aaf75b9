"use client";

import type { Instrument } from "../../../server/domain/markets/instrument.ts";
import { useDeskState } from "../../live/use-desk.tsx";
import { useStored } from "../../preferences/preferences.ts";
import { ticksOf } from "../../trade/book-depth.ts";
import type { BookMode } from "./book-layout.ts";
import { GROUPS } from "./book-toolbar.tsx";

const UNCHOSEN = 0;
const STEPS_MAX = 100_000;

/** Rows near enough to the book's own distances that most of them hold something: a price has at most so many of them. */
const fittingGroup = (ticks: number | null): number =>
  GROUPS.find((group) => ticks !== null && ticks / group <= STEPS_MAX) ?? GROUPS[0];

/** How a person looks at books: which sides, and at this market how wide the rows are. */
export function useBookSettings(instrumentId: string) {
  const [mode, setMode] = useStored<BookMode>("book.mode", "both");
  const [kept, setGroup] = useStored<number>(`book.group.${instrumentId}`, 1);
  const groupTicks = GROUPS.find((group) => group === kept) ?? 1;
  return { mode, setMode, groupTicks, setGroup };
}

/** The same of the ladder, whose rows fit the market until somebody chooses. */
export function useLadderSettings(instrument: Instrument) {
  const [kept, setGroup] = useStored<number>(`ladder.group.${instrument.id}`, UNCHOSEN);
  const fitting = useDeskState((desk) => fittingGroup(ticksOf(instrument, desk.prices[instrument.id]?.last)));
  const groupTicks = GROUPS.find((group) => group === kept) ?? fitting;
  const [isFollowing, setIsFollowing] = useStored<boolean>("ladder.follows", true);
  return { groupTicks, setGroup, isFollowing, setIsFollowing };
}
