import type { ReactNode } from "react";

type SettingRowProps = {
  readonly label: string;
  readonly hint?: string;
  /** Names the row for the control in it. */
  readonly labelId?: string;
  readonly children: ReactNode;
};

/** One choice: what it is at the left, what to do about it at the right; on a phone below each other. */
export function SettingRow({ label, hint, labelId, children }: SettingRowProps) {
  return (
    <div className="flex min-h-[44px] items-center justify-between gap-x-6 gap-y-2 border-b border-line-subtle py-2.5 last:border-b-0 max-sm:flex-col max-sm:items-start">
      <div className="min-w-0">
        <p id={labelId} className="text-[13px] font-medium">
          {label}
        </p>
        {hint === undefined ? null : <p className="max-w-[52ch] text-[12px] text-fg-3">{hint}</p>}
      </div>
      <div className="flex shrink-0 items-center gap-2 max-sm:w-full max-sm:flex-wrap">{children}</div>
    </div>
  );
}

type SettingGroupProps = {
  readonly title: string;
  /** What can be done with all of them. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** Settings that belong together. */
export function SettingGroup({ title, aside, children }: SettingGroupProps) {
  return (
    <section aria-label={title} className="mb-6">
      <div className="mb-1 flex items-center justify-between">
        <h3 className="text-[11px] font-semibold text-fg-3">{title}</h3>
        <div className="flex items-center">{aside}</div>
      </div>
      <div className="rounded-lg border border-line-subtle bg-panel px-4">{children}</div>
    </section>
  );
}
