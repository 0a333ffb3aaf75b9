"use client";

import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { DropdownMenu } from "radix-ui";
import { keyText } from "../shortcuts/key-text.ts";
import { useIsApple } from "../shortcuts/use-is-apple.ts";
import type { ShownPlace } from "./use-places.ts";

/** On a phone's bar; the others stand behind More. */
const ON_THE_BAR: ReadonlySet<string> = new Set(["Trade", "Portfolio", "Orders", "Instruments"]);

const LINK =
  "group relative flex items-center justify-center rounded-md text-fg-3 -outline-offset-2 hover:bg-hover hover:text-fg aria-[current=page]:text-fg max-sm:min-h-[50px] max-sm:flex-1 max-sm:flex-col max-sm:gap-0.5 max-sm:rounded-none max-sm:aria-[current=page]:text-accent sm:size-[32px] sm:aria-[current=page]:bg-selected pointer-coarse:sm:size-[44px]";

/** The desk's departments: a rail at the side, on a phone a bar at the bottom. */
export function NavRail({ places }: { readonly places: readonly ShownPlace[] }) {
  return (
    <nav
      aria-label="Desk"
      className="z-20 flex shrink-0 border-line-subtle bg-panel max-sm:order-last max-sm:border-t sm:w-[44px] sm:flex-col sm:items-center sm:gap-1 sm:border-r sm:py-2 pointer-coarse:sm:w-[52px]"
    >
      {places.map((place) => (
        <Link
          key={place.path}
          href={place.href}
          aria-current={place.isHere ? "page" : undefined}
          aria-keyshortcuts={`G ${place.letter.toUpperCase()}`}
          className={`${LINK} ${ON_THE_BAR.has(place.name) ? "" : "max-sm:hidden"} ${place.name === "Settings" ? "sm:mt-auto" : ""}`}
        >
          {place.isHere ? (
            <i
              aria-hidden="true"
              className="absolute inset-y-1.5 -left-[6px] w-[2px] rounded-full bg-accent max-sm:hidden"
            />
          ) : null}
          <place.Icon size={18} strokeWidth={1.75} aria-hidden="true" />
          <PlaceName name={place.name} keys={`g ${place.letter}`} />
        </Link>
      ))}
      <MorePlaces places={places.filter(({ name }) => !ON_THE_BAR.has(name))} />
    </nav>
  );
}

/** Under the icon on a phone; beside it, when pointed at, elsewhere. */
function PlaceName({ name, keys }: { readonly name: string; readonly keys: string }) {
  const isApple = useIsApple();
  return (
    <span className="text-[11px] font-medium sm:pointer-events-none sm:absolute sm:left-full sm:ml-2 sm:rounded-sm sm:border sm:border-line sm:bg-raised sm:px-2 sm:py-1 sm:whitespace-nowrap sm:text-fg sm:opacity-0 sm:group-hover:opacity-100 sm:group-focus-visible:opacity-100">
      {name}
      <span aria-hidden="true" className="ml-2 text-fg-3 max-sm:hidden">
        {keyText(keys, isApple)}
      </span>
    </span>
  );
}

function MorePlaces({ places }: { readonly places: readonly ShownPlace[] }) {
  const isHere = places.some((place) => place.isHere);
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger
        className={`${LINK} sm:hidden ${isHere ? "text-accent" : ""}`}
        aria-label={isHere ? "More, the page is among these" : "More"}
      >
        <Ellipsis size={18} strokeWidth={1.75} aria-hidden="true" />
        <span className="text-[11px] font-medium">More</span>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          side="top"
          align="end"
          sideOffset={6}
          className="z-50 min-w-[180px] rounded-lg border border-line bg-raised p-1 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          {places.map((place) => (
            <DropdownMenu.Item key={place.path} asChild>
              <Link
                href={place.href}
                aria-current={place.isHere ? "page" : undefined}
                className="flex min-h-[44px] items-center gap-3 rounded-sm px-3 text-[14px] outline-none aria-[current=page]:text-accent data-[highlighted]:bg-hover"
              >
                <place.Icon size={18} strokeWidth={1.75} aria-hidden="true" />
                {place.name}
              </Link>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
