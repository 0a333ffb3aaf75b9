"use client";

import { Button } from "@/components/ui/button.tsx";

/** A page that failed inside the frame, which goes on: equity, alerts and the stop stay in reach. */
export default function DeskPageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <div role="alert" className="flex flex-1 flex-col items-center justify-center gap-3 p-4 text-center">
      <h1 className="text-[18px] font-[650]">This page could not be shown</h1>
      <p className="max-w-[420px] text-fg-2">
        The desk's database may be starting. Orders and money are not affected; the worker goes on without this page.
      </p>
      {error.digest === undefined ? null : <p className="text-[11px] text-fg-3">Fault {error.digest}</p>}
      <Button tone="accent" onClick={reset}>
        Try again
      </Button>
    </div>
  );
}
