"use client";

import { useEffect, useMemo, useState } from "react";
import { ask, deskClient } from "../../access/desk-client.ts";
import { useDesk, useSnapshot } from "../../live/use-desk.tsx";
import { useStored } from "../../preferences/preferences.ts";
import { settings } from "../../preferences/settings.ts";
import {
  type Alert,
  alertsBetween,
  findingAlerts,
  isUnread,
  keepHappened,
  mergeAlerts,
  standingAlerts,
} from "./alert-log.ts";

const FINDINGS_EVERY_MS = 30_000;
const NONE: readonly Alert[] = [];

type Alerts = {
  readonly alerts: readonly Alert[];
  readonly unread: ReadonlySet<Alert>;
  /** All that is there now counts as read. */
  readonly markRead: () => void;
};

/**
 * What went wrong, newest first: what the portfolio itself still tells, what a tab of this person saw happen, and what was
 * found wrong with the feed's data in the last day. A reload loses none of it.
 */
export function useAlerts(): Alerts {
  const happened = useHappened();
  const findings = useFindings();
  const snapshot = useSnapshot();
  const { store } = useDesk();
  const [wallAt, setWallAt] = useStored("notices.seen", 0);
  const [tapeAt, setTapeAt] = useStored(`notices.seen.${store.portfolioId}`, 0);
  return useMemo(() => {
    const standing = snapshot === null ? NONE : standingAlerts(snapshot);
    const alerts = mergeAlerts(standing, happened, findings);
    const newest = (list: readonly Alert[]) => list.reduce((most, { at }) => Math.max(most, at), 0);
    const wallNow = newest(alerts.filter(({ isUnwitnessed }) => isUnwitnessed !== true));
    const tapeNow = newest(standing);
    return {
      alerts,
      unread: new Set(alerts.filter((alert) => isUnread(alert, { wallAt, tapeAt }))),
      markRead: () => {
        if (wallNow > wallAt) setWallAt(wallNow);
        if (tapeNow > tapeAt) setTapeAt(tapeNow);
      },
    };
  }, [snapshot, happened, findings, wallAt, tapeAt, setWallAt, setTapeAt]);
}

function useHappened(): readonly Alert[] {
  const { store } = useDesk();
  const name = `notices.happened.${store.portfolioId}`;
  const [happened] = useStored(name, NONE);
  useEffect(() => {
    let before = store.read();
    return store.subscribe(() => {
      const after = store.read();
      const { snapshot, connection, workerReplacedAt } = before;
      const isSame =
        after.snapshot === snapshot && after.connection === connection && after.workerReplacedAt === workerReplacedAt;
      if (isSame) return;
      const found = alertsBetween(before, after, Date.now());
      before = after;
      if (found.length === 0) return;
      const kept = settings.read(name);
      settings.write(name, keepHappened(Array.isArray(kept) ? kept : NONE, found));
    });
  }, [store, name]);
  return happened;
}

function useFindings(): readonly Alert[] {
  const [alerts, setAlerts] = useState(NONE);
  useEffect(() => {
    const read = async () => {
      if (document.visibilityState === "hidden") return;
      try {
        setAlerts(findingAlerts(await ask(() => deskClient.data.quality.query()), Date.now()));
      } catch {
        // The page says by itself when the desk is away; what was known stays.
      }
    };
    void read();
    const timer = setInterval(() => void read(), FINDINGS_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return alerts;
}
