"use client";

import { Popover } from "radix-ui";
import type { ReactNode } from "react";
import { TOOL } from "./tool-button.ts";

type ToolPopoverProps = {
  readonly label: string;
  /** Stands beside the label, such as how many filters are in force. */
  readonly note?: string | undefined;
  readonly icon: ReactNode;
  /** Whose tool it is, where its icon has to do. */
  readonly compactFor?: string | undefined;
  readonly children: ReactNode;
};

/** A tool that opens a small sheet below itself. */
export function ToolPopover({ label, note, icon, compactFor, children }: ToolPopoverProps) {
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <button type="button" className={TOOL} title={compactFor === undefined ? undefined : label}>
          {icon}
          {compactFor === undefined ? (
            <span className="max-sm:sr-only">{label}</span>
          ) : (
            <span className="sr-only">{`${label} of ${compactFor}`}</span>
          )}
          {note === undefined ? null : <span className="rounded-full bg-selected px-1.5 text-fg">{note}</span>}
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          className="z-50 flex max-h-[min(480px,var(--radix-popover-content-available-height))] w-[min(330px,calc(100vw-16px))] flex-col gap-2 overflow-auto rounded-lg border border-line bg-raised p-3 text-[12px] shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          {children}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
