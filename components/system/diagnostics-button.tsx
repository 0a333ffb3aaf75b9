"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { notify } from "../notices/notify.ts";
import { Button } from "../ui/button.tsx";
import { systemClient } from "./system-client.ts";

/** Saves a file with all that helps somebody else to see what is wrong; secrets are hidden in it. */
export function DiagnosticsButton() {
  const [isBusy, setIsBusy] = useState(false);
  const save = async () => {
    setIsBusy(true);
    try {
      const diagnostics = await systemClient.diagnostics();
      const url = URL.createObjectURL(new Blob([JSON.stringify(diagnostics, null, 2)], { type: "application/json" }));
      const link = document.createElement("a");
      link.href = url;
      link.download = `tradewind-diagnostics-${new Date().toISOString().slice(0, 19).replaceAll(":", "")}.json`;
      link.click();
      URL.revokeObjectURL(url);
    } catch (error) {
      notify({
        kind: "error",
        title: "No diagnostics.",
        detail: error instanceof Error ? error.message : String(error),
      });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Button size="row" onClick={() => void save()} disabled={isBusy} className="pointer-coarse:h-[44px]">
      <Download size={13} aria-hidden="true" /> {isBusy ? "Collecting…" : "Diagnostics"}
    </Button>
  );
}
