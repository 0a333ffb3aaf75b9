"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";

type DetailSheetProps = {
  readonly title: string;
  readonly note?: ReactNode;
  readonly isWide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** All about one row: at the right, on a phone from below. Esc closes it and the focus goes back to the row. */
export function DetailSheet({ title, note, isWide, onClose, children }: DetailSheetProps) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Radix.Content
          aria-describedby={undefined}
          className={`fixed z-50 flex flex-col border-line bg-panel shadow-[0_8px_24px_rgb(0_0_0/.32)] outline-none max-sm:inset-x-0 max-sm:bottom-0 max-sm:max-h-[88dvh] max-sm:rounded-t-xl max-sm:border-t sm:inset-y-0 sm:right-0 sm:border-l ${isWide === true ? "sm:w-[min(620px,92vw)]" : "sm:w-[min(380px,92vw)]"}`}
        >
          <div className="flex min-h-[44px] items-center gap-2 border-b border-line-subtle px-3">
            <Radix.Title className="min-w-0 truncate text-[15px] font-semibold">{title}</Radix.Title>
            <span className="text-[12px] text-fg-3">{note}</span>
            <Radix.Close asChild>
              <button
                type="button"
                aria-label="Close"
                className="ml-auto grid size-[32px] place-items-center rounded-md text-fg-3 hover:bg-hover hover:text-fg pointer-coarse:size-[44px]"
              >
                <X size={16} />
              </button>
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto p-3">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
