import type { ReactNode } from "react";

type SectionProps = {
  readonly title: string;
  readonly aside?: string;
  readonly asideTitle?: string;
  readonly children: ReactNode;
};

/** One part of the details, under its name. */
export function Section({ title, aside, asideTitle, children }: SectionProps) {
  return (
    <section className="border-t border-line-subtle px-3 py-2.5">
      <h3 className="mb-1.5 flex items-baseline justify-between text-[11px] font-semibold text-fg-2">
        {title}
        {aside === undefined ? null : (
          <span className="font-normal text-fg-3" title={asideTitle}>
            {aside}
          </span>
        )}
      </h3>
      {children}
    </section>
  );
}

type FactProps = { readonly name: string; readonly title?: string | undefined; readonly children: ReactNode };

/** A name and its value on one line. */
export function Fact({ name, title, children }: FactProps) {
  return (
    <div className="flex min-h-[22px] items-baseline justify-between gap-3" title={title}>
      <dt className="text-fg-3">{name}</dt>
      <dd className="text-right font-medium">{children}</dd>
    </div>
  );
}
