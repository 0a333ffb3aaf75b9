"use client";

import { X } from "lucide-react";
import { createContext, type ReactNode, useCallback, useContext, useState } from "react";

type Notice = { readonly id: number; readonly text: string };

const NoticesContext = createContext<(text: string) => void>(() => undefined);

const NOTICES_SHOWN = 3;

/** Sentences about what a person asked for and did not get. They stay until dismissed. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const say = useCallback((text: string) => {
    setNotices((known) => [...known, { id: (known.at(-1)?.id ?? 0) + 1, text }].slice(-NOTICES_SHOWN));
  }, []);
  const dismiss = (id: number) => setNotices((known) => known.filter((notice) => notice.id !== id));
  return (
    <NoticesContext value={say}>
      {children}
      <div role="alert" className="fixed right-3 bottom-9 z-30 flex w-[min(380px,calc(100vw-24px))] flex-col gap-2">
        {notices.map((notice) => (
          <div key={notice.id} className="flex items-start gap-2 rounded-lg border border-danger bg-raised p-3">
            <p className="flex-1 text-[12px]">{notice.text}</p>
            <button
              type="button"
              aria-label="Dismiss"
              className="grid size-[24px] place-items-center text-fg-3 hover:text-fg pointer-coarse:size-[44px]"
              onClick={() => dismiss(notice.id)}
            >
              <X size={14} />
            </button>
          </div>
        ))}
      </div>
    </NoticesContext>
  );
}

export const useNotices = () => useContext(NoticesContext);
