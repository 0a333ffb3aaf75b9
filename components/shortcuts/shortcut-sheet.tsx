"use client";

import { X } from "lucide-react";
import Link from "next/link";
import { Dialog } from "radix-ui";
import { ScrollBox } from "../data/scroll-box.tsx";
import { FIXED_KEYS, FIXED_NAMES, type FixedKey } from "./fixed-keys.ts";
import { KeyCaps } from "./key-caps.tsx";
import type { Scope } from "./shortcut-desk.ts";
import { SCOPE_NAMES } from "./shortcut-map.ts";
import { type BoundShortcut, useAllShortcuts } from "./use-all-shortcuts.ts";

const SCOPES: readonly Scope[] = ["global", "page", "trade", "staged", "table"];

type ShortcutSheetProps = { readonly isOpen: boolean; readonly onOpenChange: (isOpen: boolean) => void };

/** All keys of the desk on one sheet. */
export function ShortcutSheet({ isOpen, onOpenChange }: ShortcutSheetProps) {
  const shortcuts = useAllShortcuts().filter(({ keys }) => keys !== "");
  return (
    <Dialog.Root open={isOpen} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-48px)] w-[min(820px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border border-line bg-raised shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <header className="flex shrink-0 items-center border-b border-line-subtle py-2 pr-2 pl-4">
            <Dialog.Title className="text-[15px] font-semibold">Keys</Dialog.Title>
            <Link
              href="/settings/hotkeys"
              className="ml-auto rounded-sm px-2 py-1 text-[12px] text-accent underline-offset-2 hover:underline"
              onClick={() => onOpenChange(false)}
            >
              Change them
            </Link>
            <Dialog.Close
              aria-label="Close"
              className="grid size-[28px] place-items-center rounded-sm text-fg-3 hover:bg-hover hover:text-fg pointer-coarse:size-[44px]"
            >
              <X size={15} aria-hidden="true" />
            </Dialog.Close>
          </header>
          <ScrollBox label="All keys" className="columns-1 gap-8 p-4 sm:columns-2">
            {SCOPES.map((scope) => (
              <ScopeKeys
                key={scope}
                name={SCOPE_NAMES[scope]}
                shortcuts={shortcuts.filter((each) => each.scope === scope)}
                fixed={FIXED_KEYS.filter(({ place }) => place === scope)}
              />
            ))}
            {(["field", "chart", "list"] as const).map((where) => (
              <ScopeKeys
                key={where}
                name={FIXED_NAMES[where]}
                shortcuts={[]}
                fixed={FIXED_KEYS.filter(({ place }) => place === where)}
              />
            ))}
          </ScrollBox>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type ScopeKeysProps = {
  readonly name: string;
  readonly shortcuts: readonly BoundShortcut[];
  readonly fixed: readonly FixedKey[];
};

function ScopeKeys({ name, shortcuts, fixed }: ScopeKeysProps) {
  const lines = [...shortcuts.map(({ label, keys }) => ({ label, keys: [keys] })), ...fixed];
  if (lines.length === 0) return null;
  return (
    <section className="mb-5 break-inside-avoid" aria-label={name}>
      <h3 className="mb-1 text-[11px] font-semibold text-fg-3">{name}</h3>
      <dl>
        {lines.map(({ label, keys }) => (
          <div
            key={label}
            className="flex min-h-[26px] items-center justify-between gap-3 border-b border-line-subtle text-[12px]"
          >
            <dt>{label}</dt>
            <dd className="flex shrink-0 items-center gap-2">
              {keys.map((each) => (
                <KeyCaps key={each} keys={each} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
