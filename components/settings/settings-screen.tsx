import Link from "next/link";
import type { ReactNode } from "react";
import { SETTINGS_SECTIONS, type SettingsSection } from "../layout/settings-sections.ts";

type SettingsScreenProps = {
  readonly section: SettingsSection;
  /** The query that keeps the portfolio, with its question mark; empty without one. */
  readonly query: string;
  readonly children: ReactNode;
};

/** The sections at the side (above, on a phone), and the chosen one. */
export function SettingsScreen({ section, query, children }: SettingsScreenProps) {
  return (
    <div className="flex min-h-0 flex-1 max-sm:flex-col">
      <nav
        aria-label="Settings"
        className="scroll-row flex shrink-0 gap-0.5 border-line-subtle bg-panel p-2 max-sm:border-b sm:w-[210px] sm:flex-col sm:border-r sm:p-3"
      >
        {SETTINGS_SECTIONS.map(({ id, name }) => (
          <Link
            key={id}
            href={`/settings/${id}${query}`}
            aria-current={id === section.id ? "page" : undefined}
            className="flex min-h-(--ctl) items-center rounded-md px-3 text-[13px] whitespace-nowrap text-fg-2 -outline-offset-2 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:font-medium aria-[current=page]:text-fg"
          >
            {name}
          </Link>
        ))}
      </nav>
      <div className="min-h-0 min-w-0 flex-1 overflow-y-auto px-6 py-5 max-sm:px-4">
        <div className="max-w-[760px]">
          <h1 className="mb-4 text-[18px] font-[650] tracking-[-.01em]">{section.name}</h1>
          {children}
        </div>
      </div>
    </div>
  );
}
