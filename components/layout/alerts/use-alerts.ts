"use client";

import { useEffect, useState } from "react";
import { ask, deskClient } from "../../access/desk-client.ts";
import { useDesk } from "../../live/use-desk.tsx";
import { type Alert, alertsBetween, findingAlerts, mergeAlerts } from "./alert-log.ts";

const FINDINGS_EVERY_MS = 30_000;
const NONE: readonly Alert[] = [];

/** What went wrong on the desk in this tab's time, and with the feed's data in the last day; newest first. */
export function useAlerts(): readonly Alert[] {
  const happened = useHappened();
  const findings = useFindings();
  return mergeAlerts(happened, findings);
}

function useHappened(): readonly Alert[] {
  const { store } = useDesk();
  const [alerts, setAlerts] = useState(NONE);
  useEffect(() => {
    let before = store.read();
    setAlerts(NONE);
    return store.subscribe(() => {
      const after = store.read();
      const { snapshot, connection, workerReplacedAt } = before;
      const isSame =
        after.snapshot === snapshot && after.connection === connection && after.workerReplacedAt === workerReplacedAt;
      if (isSame) return;
      const found = alertsBetween(before, after, Date.now());
      before = after;
      if (found.length > 0) setAlerts((known) => mergeAlerts(found, known));
    });
  }, [store]);
  return alerts;
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
