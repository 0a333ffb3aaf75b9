"use client";

import { KeepTheme } from "@/components/layout/keep-theme.tsx";
import { Button } from "@/components/ui/button.tsx";

export default function PageError({ reset }: { error: Error; reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-3 p-4 text-center">
      <KeepTheme />
      <h1 className="text-[24px] font-[650]">This page could not be shown</h1>
      <p className="max-w-[420px] text-fg-2">
        The desk's database may be starting. Orders and money are not affected; the worker goes on without this page.
      </p>
      <Button tone="accent" onClick={reset}>
        Try again
      </Button>
    </main>
  );
}
