"use client";

import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import type { ReactNode } from "react";

type TicketSheetProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly children: ReactNode;
};

/** The ticket where it has no place of its own: from the right, on a phone over the whole height. */
export function TicketSheet({ title, isOpen, onOpenChange, children }: TicketSheetProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Content
          data-shortcuts="on"
          aria-describedby={undefined}
          className="sheet-in fixed right-0 bottom-0 z-50 flex max-h-full w-[min(380px,100vw)] flex-col border-line bg-panel shadow-[0_8px_24px_rgb(0_0_0/.32)] outline-none max-sm:w-full max-sm:rounded-t-xl max-sm:border-t sm:top-0 sm:border-l"
        >
          <div className="flex min-h-[44px] shrink-0 items-center border-b border-line-subtle pl-3">
            <Dialog.Title className="text-[15px] font-[650]">{title}</Dialog.Title>
            <Dialog.Close
              aria-label="Close the ticket"
              className="ml-auto grid size-[44px] place-items-center text-fg-2 hover:text-fg"
            >
              <X size={18} aria-hidden="true" />
            </Dialog.Close>
          </div>
          <div className="flex min-h-0 flex-1 flex-col overflow-auto pb-[env(safe-area-inset-bottom)]">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
