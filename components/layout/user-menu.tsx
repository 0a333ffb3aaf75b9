"use client";

import { DropdownMenu } from "radix-ui";
import { useState } from "react";
import { signOut } from "../access/sign-in.ts";
import { useDesk } from "../live/use-desk.tsx";
import { setPreferences } from "../preferences/preferences.ts";
import type { Viewer } from "./desk-people.ts";
import { useNotices } from "./notices.tsx";

const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join("");

const shownTheme = () => (document.documentElement.getAttribute("data-theme") === "light" ? "light" : "dark");

const ITEM =
  "flex min-h-(--ctl) items-center rounded-sm px-2 text-[12px] outline-none select-none data-[highlighted]:bg-hover";

export function UserMenu({ viewer }: { readonly viewer: Viewer }) {
  const { leave } = useDesk();
  const say = useNotices();
  const [theme, showTheme] = useState<"dark" | "light">("dark");
  const other = theme === "dark" ? "light" : "dark";
  const goOut = async () => {
    try {
      await signOut();
      leave();
      window.location.assign("/sign-in");
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <DropdownMenu.Root onOpenChange={() => showTheme(shownTheme())}>
      <DropdownMenu.Trigger
        aria-label={`Account of ${viewer.name}`}
        className="grid size-[28px] place-items-center rounded-full bg-selected text-[11px] font-semibold pointer-coarse:size-[44px]"
      >
        {initials(viewer.name)}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-50 w-[220px] rounded-lg border border-line bg-raised p-1 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <DropdownMenu.Label className="flex flex-col px-2 py-1.5">
            <strong className="truncate text-[13px] font-semibold">{viewer.name}</strong>
            <span className="truncate text-[11px] text-fg-3">
              {viewer.email} · {viewer.role}
            </span>
          </DropdownMenu.Label>
          <DropdownMenu.Separator className="my-1 h-px bg-line-subtle" />
          <DropdownMenu.Item className={ITEM} onSelect={() => setPreferences({ theme: other })}>
            Use the {other} theme
          </DropdownMenu.Item>
          <DropdownMenu.Item className={ITEM} onSelect={() => void goOut()}>
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
