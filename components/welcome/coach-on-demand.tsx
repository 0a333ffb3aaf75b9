"use client";

import dynamic from "next/dynamic";
import { useStored } from "../preferences/preferences.ts";
import { COACH, isCoached, NO_COACH } from "./coach-progress.ts";

const Card = dynamic(() => import("./coach-card.tsx").then((part) => part.CoachCard), { ssr: false });

/** Nothing of it is loaded for who has dismissed it. */
export function CoachCard() {
  const [coach] = useStored(COACH, NO_COACH);
  return isCoached(coach) ? <Card coach={coach} /> : null;
}
