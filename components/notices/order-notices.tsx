"use client";

import { useEffect } from "react";
import { useDesk } from "../live/use-desk.tsx";
import { watchSnapshots } from "../live/watch-snapshots.ts";
import { currentPreferences } from "../preferences/preferences.ts";
import { showDesktopNotice } from "./desktop-notice.ts";
import type { EventNotice } from "./event-notices.ts";
import { notify } from "./notify.ts";
import { type OrderEvent, OrderWatch } from "./order-events.ts";
import { playSound } from "./play-sound.ts";

/** What happens within this time is told together. */
const MOMENT_MS = 250;
const CLAIM_MS = 1_000;

/** Of several windows that saw the same, one speaks. Without the browser's locks each does. */
function once(name: string, act: () => void): void {
  if (typeof navigator.locks === "undefined") {
    act();
    return;
  }
  void navigator.locks.request(`tradewind-${name}`, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    act();
    await new Promise((settle) => setTimeout(settle, CLAIM_MS));
  });
}

function tell({ about, ...notice }: EventNotice, tag: string): void {
  notify(notice);
  const { sounds, desktopNotices } = currentPreferences();
  if ((about === "fill" && sounds.fill) || (about === "reject" && sounds.reject)) {
    once(tag, () => playSound(about, sounds.volume));
  }
  if (desktopNotices) showDesktopNotice(notice.title, notice.detail ?? "", tag);
}

const tagOf = (event: OrderEvent): string =>
  event.kind === "filled" ? `fill-${event.fill.id}` : `${event.kind}-${event.order.id}`;

/** The words come with the first event; who cannot get them has lost no event, and tries again with the next. */
async function tellOf(events: readonly OrderEvent[]): Promise<boolean> {
  const [first] = events;
  if (first === undefined) return true;
  const words = await import("./event-notices.ts").catch(() => null);
  if (words === null) return false;
  for (const [place, notice] of words.noticesOf(events).entries()) tell(notice, `${tagOf(first)}-${place}`);
  return true;
}

/** Tells of the portfolio's fills, refusals and cancels as they happen; what was there before is history. */
export function OrderNotices() {
  const { store } = useDesk();
  useEffect(() => {
    const watch = new OrderWatch();
    let events: OrderEvent[] = [];
    return watchSnapshots(store, MOMENT_MS, {
      see: (snapshot) => {
        events.push(...watch.see(snapshot));
        return events.length > 0;
      },
      tell: async () => {
        const told = events;
        events = [];
        if (!(await tellOf(told))) events = [...told, ...events];
      },
    });
  }, [store]);
  return null;
}
