"use client";

import { CircleHelp } from "lucide-react";
import { Popover } from "radix-ui";
import type { ReactNode } from "react";

type KpiCardProps = {
  readonly name: string;
  readonly value: ReactNode;
  readonly sub: ReactNode;
  /** How the figure is computed: formula, sample, source. */
  readonly how: ReactNode;
};

/** One large figure that can explain itself. */
export function KpiCard({ name, value, sub, how }: KpiCardProps) {
  return (
    <section
      aria-label={name}
      className="relative flex min-w-0 flex-col gap-0.5 rounded-lg border border-line-subtle bg-panel px-3 py-2.5"
    >
      <p className="text-[12px] font-medium text-fg-2">{name}</p>
      <p className="truncate text-[22px] leading-[1.25] font-[650] tracking-[-.01em] max-sm:text-[18px]">{value}</p>
      <p className="truncate text-[11px] text-fg-3">{sub}</p>
      <Popover.Root>
        <Popover.Trigger
          aria-label={`How ${name} is computed`}
          className="absolute top-1.5 right-1.5 grid size-[24px] place-items-center rounded-md text-fg-3 hover:bg-hover hover:text-fg pointer-coarse:size-[44px]"
        >
          <CircleHelp size={14} aria-hidden="true" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content
            align="end"
            sideOffset={4}
            collisionPadding={8}
            aria-label={`How ${name} is computed`}
            className="z-40 flex w-[300px] flex-col gap-1.5 rounded-lg border border-line bg-raised p-3 text-[12px] text-fg-2 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
          >
            {how}
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </section>
  );
}
