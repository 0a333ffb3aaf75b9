"use client";

import { useStored } from "../../preferences/preferences.ts";
import type { TapeChoice } from "./tape-toolbar.tsx";

const USUAL: TapeChoice = { isMine: false, isAggregated: true, largeLots: null };

/** Which trades of this market the person wants to see, and how. */
export const useTapeChoice = (instrumentId: string) => useStored<TapeChoice>(`tape.${instrumentId}`, USUAL);
