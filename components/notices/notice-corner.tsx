"use client";

import { useEffect } from "react";
import { Toaster, toast } from "sonner";
import { NoticeCard } from "./notice-card.tsx";
import { type Notice, takeNotices } from "./notify.ts";

const SHOWN_MS = { info: 5_000, success: 5_000, warn: 10_000, error: 20_000, critical: Number.POSITIVE_INFINITY };

function show(notice: Notice): void {
  const { kind, id } = notice;
  toast.custom((shown) => <NoticeCard notice={notice} onDismiss={() => toast.dismiss(shown)} />, {
    duration: SHOWN_MS[kind],
    ...(id === undefined ? {} : { id }),
  });
}

/** Where notices stand, three at most. */
export function NoticeCorner() {
  // The toaster listens by now: effects of children come first.
  useEffect(() => takeNotices(show), []);
  return (
    <Toaster
      expand
      visibleToasts={3}
      gap={8}
      position="bottom-right"
      offset={{ bottom: 36, right: 12 }}
      mobileOffset={{ bottom: 72, left: 12, right: 12 }}
      style={{ fontFamily: "inherit" }}
      containerAriaLabel="Notices"
      toastOptions={{ unstyled: true, className: "w-full" }}
    />
  );
}
