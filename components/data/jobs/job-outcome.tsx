"use client";

import { useEffect, useState } from "react";
import { dataClient, type JobDetail } from "../data-client.ts";
import { formatCount } from "../format-data.ts";

/** What a finished download, catalogue or correction brought, in one line. */
export function JobOutcome({ jobId }: { readonly jobId: string }) {
  const [outcome, setOutcome] = useState<JobDetail["outcome"]>(null);
  useEffect(() => {
    let isGone = false;
    dataClient.job(jobId).then(
      (detail) => {
        if (!isGone) setOutcome(detail.outcome);
      },
      () => undefined, // The line stays empty; the list itself says when the desk cannot be reached.
    );
    return () => {
      isGone = true;
    };
  }, [jobId]);
  return <p className="min-h-[1.35em] text-[11px] text-fg-2">{outcome === null ? "" : wordsOf(outcome)}</p>;
}

function wordsOf(outcome: NonNullable<JobDetail["outcome"]>): string {
  switch (outcome.kind) {
    case "import":
      return "";
    case "fetch": {
      const { series, missing } = outcome.report;
      const lacking = missing === 0 ? "" : ` · the exchange lacks ${formatCount(missing)}`;
      const conflicts = series.conflicts === 0 ? "" : ` · ${formatCount(series.conflicts)} conflicts`;
      return `${formatCount(series.added)} added · ${formatCount(series.unchanged)} unchanged${conflicts}${lacking}`;
    }
    case "catalogue": {
      const { instruments, added, changed, delisted } = outcome.report;
      return `${formatCount(instruments)} instruments · ${added} new · ${changed} changed · ${delisted} delisted`;
    }
    case "correction":
      return outcome.report.versions === 0 ? "Nothing differed: no new version" : "Saved as a new version";
  }
}
