"use client";

import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import { notify, onAlert, onWaiting } from "../notices/notify.ts";

/** The corner where notices stand, and the region that reads refusals out at once. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const [alert, setAlert] = useState("");
  useEffect(() => onAlert(setAlert), []);
  const Corner = useCorner();
  return (
    <>
      {children}
      <div role="alert" className="sr-only">
        {alert}
      </div>
      {Corner === null ? null : <Corner />}
    </>
  );
}

const INPUTS = ["pointerdown", "keydown"] as const;

/** Loaded with the first notice, or when a person begins to act: the desk may be out of reach by the time one is due. */
function useCorner(): ComponentType | null {
  const [corner, setCorner] = useState<{ readonly Corner: ComponentType } | null>(null);
  useEffect(() => {
    let isGone = false;
    const load = () => {
      import("../notices/notice-corner.tsx").then(
        ({ NoticeCorner }) => isGone || setCorner({ Corner: NoticeCorner }),
        () => undefined, // It is tried again with the next notice.
      );
    };
    const unhear = onWaiting(load);
    for (const input of INPUTS) window.addEventListener(input, load, { once: true, capture: true, passive: true });
    return () => {
      isGone = true;
      unhear();
      for (const input of INPUTS) window.removeEventListener(input, load, { capture: true });
    };
  }, []);
  return corner?.Corner ?? null;
}

const sayProblem = (title: string): void => notify({ kind: "error", title });

/** Says a sentence about what a person asked for and did not get. */
export const useNotices = (): ((text: string) => void) => sayProblem;
