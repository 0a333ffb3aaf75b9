import type { Job } from "./data-client.ts";

export const VIEWS = ["Coverage", "Import", "Quality", "Jobs", "Tape"] as const;
export type ViewName = (typeof VIEWS)[number];

type PanelTabsProps = {
  readonly views: readonly ViewName[];
  readonly view: ViewName;
  /** For the number of jobs that move or wait for somebody. */
  readonly jobs: readonly Job[] | null;
  readonly onShow: (view: ViewName) => void;
  readonly className: string;
};

/** What the main panel shows; on a phone, what the whole page shows. */
export function PanelTabs({ views, view, jobs, onShow, className }: PanelTabsProps) {
  const open = jobs?.filter(({ endedAt }) => endedAt === null).length ?? 0;
  return (
    <nav
      aria-label="Data views"
      className={`flex min-h-(--head) shrink-0 items-stretch overflow-x-auto border-b border-line-subtle bg-panel ${className}`}
    >
      {views.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === view}
          className="border-b-2 border-transparent px-3 text-[12px] font-medium whitespace-nowrap text-fg-3 -outline-offset-2 hover:text-fg aria-pressed:border-accent aria-pressed:text-fg max-sm:min-h-[44px] max-sm:flex-1 max-sm:px-1 max-sm:text-[13px]"
          onClick={() => onShow(name)}
        >
          {name}
          {name === "Jobs" && open > 0 ? <span className="ml-1 text-accent">{open}</span> : null}
        </button>
      ))}
    </nav>
  );
}
