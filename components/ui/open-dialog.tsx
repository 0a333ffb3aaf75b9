"use client";

import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

type OpenDialogProps = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode };

/** Stands over the page as long as it is drawn. */
export function OpenDialog({ title, onClose, children }: OpenDialogProps) {
  return (
    <Radix.Root open onOpenChange={(stays) => (stays ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-24px)] w-[min(420px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 overflow-y-auto rounded-xl border border-line bg-raised p-4 text-[12px] shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <Radix.Title className="text-[15px] font-semibold">{title}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type NothingLeftProps = { readonly why: string; readonly onClose: () => void };

/** What it was about is gone while it stood open. */
export function NothingLeft({ why, onClose }: NothingLeftProps) {
  return (
    <>
      <p className="text-fg-2">{why}</p>
      <div className="flex justify-end">
        <Button autoFocus onClick={onClose}>
          Close
        </Button>
      </div>
    </>
  );
}
