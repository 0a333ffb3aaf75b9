"use client";

import { Popover } from "radix-ui";
import { type ReactNode, useRef } from "react";
import { Button } from "./button.tsx";

type ConfirmPopoverProps = {
  readonly trigger: ReactNode;
  /** The whole effect, in one or two sentences. */
  readonly children: ReactNode;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
};

/** A question at the control itself. Focus rests on the button that changes nothing. */
export function ConfirmPopover({ trigger, children, confirmLabel, onConfirm }: ConfirmPopoverProps) {
  const dismiss = useRef<HTMLButtonElement>(null);
  return (
    <Popover.Root>
      <Popover.Trigger asChild>{trigger}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={confirmLabel}
          className="z-50 flex w-[min(300px,calc(100vw-16px))] flex-col gap-3 rounded-lg border border-line bg-raised p-3 text-[12px] text-fg-2 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            dismiss.current?.focus();
          }}
        >
          <div className="flex flex-col gap-1">{children}</div>
          <div className="flex justify-end gap-2">
            <Popover.Close asChild>
              <Button ref={dismiss}>Keep as it is</Button>
            </Popover.Close>
            <Popover.Close asChild>
              <Button tone="dangerSolid" onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </Popover.Close>
          </div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
