"use client";

import { useEffect } from "react";

/** Has the browser keep the page that it shows while the desk cannot be reached. Draws nothing. */
export function OfflinePage() {
  useEffect(() => {
    // A browser that forbids it shows its own page instead.
    if ("serviceWorker" in navigator)
      navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => undefined);
  }, []);
  return null;
}
