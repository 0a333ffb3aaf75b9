"use client";

import { type ReactNode, useEffect, useState } from "react";
import { Toaster } from "sonner";
import { notify, onAlert } from "../notices/notify.ts";

/** The corner where notices stand, three at most, and the region that reads refusals out at once. */
export function Notices({ children }: { readonly children: ReactNode }) {
  const [alert, setAlert] = useState("");
  useEffect(() => onAlert(setAlert), []);
  return (
    <>
      {children}
      <div role="alert" className="sr-only">
        {alert}
      </div>
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
    </>
  );
}

const sayProblem = (title: string): void => notify({ kind: "error", title });

/** Says a sentence about what a person asked for and did not get. */
export const useNotices = (): ((text: string) => void) => sayProblem;
