"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useCommands } from "../palette/use-commands.ts";
import { useShortcuts } from "../shortcuts/use-shortcuts.ts";
import type { PortfolioChoice } from "./desk-people.ts";
import { inPortfolio } from "./places.ts";
import { SETTINGS_SECTIONS } from "./settings-sections.ts";
import type { ShownPlace } from "./use-places.ts";

type DeskKeysProps = {
  readonly places: readonly ShownPlace[];
  readonly portfolios: readonly PortfolioChoice[];
  readonly portfolio: PortfolioChoice;
};

/** The ways through the desk by keyboard and palette. Draws nothing. */
export function DeskKeys({ places, portfolios, portfolio }: DeskKeysProps) {
  const router = useRouter();
  const pathname = usePathname();
  const named = useSearchParams().get("portfolio");
  const goTo = Object.fromEntries(places.map((place) => [place.path, () => router.push(place.href)]));
  const go = (path: string) => goTo[path]?.();
  useShortcuts([
    { id: "go.trade", keys: "g t", scope: "global", label: "Go to Trade", run: () => go("/trade") },
    { id: "go.portfolio", keys: "g p", scope: "global", label: "Go to Portfolio", run: () => go("/portfolio") },
    { id: "go.orders", keys: "g o", scope: "global", label: "Go to Orders", run: () => go("/orders") },
    { id: "go.instruments", keys: "g m", scope: "global", label: "Go to Instruments", run: () => go("/instruments") },
    { id: "go.data", keys: "g d", scope: "global", label: "Go to Data", run: () => go("/data") },
    { id: "go.system", keys: "g h", scope: "global", label: "Go to System", run: () => go("/system") },
    { id: "go.settings", keys: "g s", scope: "global", label: "Go to Settings", run: () => go("/settings") },
  ]);
  useCommands([
    ...places.map((place) => ({
      id: `go.${place.path}`,
      label: place.name,
      group: "Pages",
      keywords: place.keywords,
      shortcut: `g ${place.letter}`,
      run: () => router.push(place.href),
    })),
    ...SETTINGS_SECTIONS.map(({ id, name, keywords }) => ({
      id: `settings.${id}`,
      label: `Settings: ${name}`,
      group: "Pages",
      keywords,
      run: () => router.push(inPortfolio(`/settings/${id}`, named)),
    })),
    ...portfolios
      .filter(({ portfolioId }) => portfolioId !== portfolio.portfolioId)
      .map(({ portfolioId, name, mode }) => ({
        id: `portfolio.${portfolioId}`,
        label: name,
        group: "Portfolios",
        hint: mode,
        keywords: ["portfolio", "switch"],
        run: () => router.push(inPortfolio(pathname, portfolioId)),
      })),
    {
      id: "link.copy",
      label: "Copy a link to this page",
      group: "Actions",
      keywords: ["share", "address", "url"],
      run: () => void navigator.clipboard.writeText(window.location.href),
    },
  ]);
  return null;
}
