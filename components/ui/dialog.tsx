"use client";

import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";

type ConfirmDialogProps = {
  readonly trigger: ReactNode;
  readonly title: string;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  /** For a dialog that something else than its trigger opens too. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly children: ReactNode;
};

/** A question with its consequences. Focus rests on the button that changes nothing. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, title, confirmLabel, onConfirm, isOpen, onOpenChange, children } = props;
  return (
    <Radix.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content className="fixed top-1/2 left-1/2 z-50 flex w-[min(440px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 rounded-xl border border-line bg-raised p-4 shadow-[0_8px_24px_rgb(0_0_0/.32)]">
          <Radix.Title className="text-[15px] font-semibold">{title}</Radix.Title>
          <Radix.Description asChild>
            <div className="flex flex-col gap-2 text-[13px] text-fg-2">{children}</div>
          </Radix.Description>
          <div className="mt-1 flex justify-end gap-2">
            <Radix.Close asChild>
              <Button autoFocus>Keep as it is</Button>
            </Radix.Close>
            <Radix.Close asChild>
              <Button tone="dangerSolid" onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </Radix.Close>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
