"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { DropdownMenu } from "radix-ui";
import { signOut } from "../../access/sign-in.ts";
import { useDesk } from "../../live/use-desk.tsx";
import { setPreferences, usePreferences } from "../../preferences/preferences.ts";
import { settings } from "../../preferences/settings.ts";
import type { PortfolioChoice, Viewer } from "../desk-people.ts";
import { useNotices } from "../notices.tsx";
import { inPortfolio } from "../places.ts";
import { PortfolioItem } from "./portfolio-picker.tsx";

const initials = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join("");

const ITEM =
  "flex min-h-(--ctl) items-center rounded-sm px-2 text-[12px] outline-none select-none data-[highlighted]:bg-hover";
const SHOWN_THEME = { dark: "light", light: "dark" } as const;

/** Dark or light, as it is on screen at this moment. */
const shownTheme = () => (document.documentElement.getAttribute("data-theme") === "light" ? "light" : "dark");

type UserMenuProps = { readonly viewer: Viewer; readonly portfolios: readonly PortfolioChoice[] };

export function UserMenu({ viewer, portfolios }: UserMenuProps) {
  const { leave, store } = useDesk();
  const say = useNotices();
  const pathname = usePathname();
  const portfolio = useSearchParams().get("portfolio");
  const { theme } = usePreferences();
  const goOut = async () => {
    try {
      await settings.flush();
      await signOut();
      leave();
      window.location.assign("/sign-in");
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        aria-label={`Account of ${viewer.name}`}
        className="grid size-[28px] shrink-0 place-items-center rounded-full bg-selected text-[11px] font-semibold pointer-coarse:size-[44px]"
      >
        {initials(viewer.name)}
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align="end"
          sideOffset={6}
          className="z-50 max-h-[80vh] w-[240px] overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <DropdownMenu.Label className="flex flex-col px-2 py-1.5">
            <strong className="truncate text-[13px] font-semibold">{viewer.name}</strong>
            <span className="truncate text-[11px] text-fg-3">
              {viewer.email} · {viewer.role}
            </span>
          </DropdownMenu.Label>
          {portfolios.length < 2 ? null : (
            <DropdownMenu.Group className="border-t border-line-subtle pt-1 sm:hidden" aria-label="Portfolios">
              {portfolios.map((choice) => (
                <PortfolioItem
                  key={choice.portfolioId}
                  portfolio={choice}
                  isChosen={choice.portfolioId === store.portfolioId}
                  href={inPortfolio(pathname, choice.portfolioId)}
                />
              ))}
            </DropdownMenu.Group>
          )}
          <DropdownMenu.Separator className="my-1 h-px bg-line-subtle" />
          <DropdownMenu.Item asChild className={ITEM}>
            <Link href={inPortfolio("/settings/profile", portfolio)}>Settings</Link>
          </DropdownMenu.Item>
          <ThemeItem key={theme} />
          <DropdownMenu.Separator className="my-1 h-px bg-line-subtle" />
          <DropdownMenu.Item className={ITEM} onSelect={() => void goOut()}>
            Sign out
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Drawn only while the menu is open, hence in a browser, where the theme on screen is known. */
function ThemeItem() {
  const other = SHOWN_THEME[shownTheme()];
  return (
    <DropdownMenu.Item className={ITEM} onSelect={() => setPreferences({ theme: other })}>
      Use the {other} theme
    </DropdownMenu.Item>
  );
}
