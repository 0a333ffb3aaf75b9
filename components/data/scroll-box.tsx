import type { ReactNode } from "react";

type ScrollBoxProps = { readonly label: string; readonly className?: string; readonly children: ReactNode };

/** A region that scrolls by itself: a keyboard reaches it too. */
export function ScrollBox({ label, className = "", children }: ScrollBoxProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable without a pointer.
    <section aria-label={label} tabIndex={0} className={`overflow-auto -outline-offset-2 ${className}`}>
      {children}
    </section>
  );
}
