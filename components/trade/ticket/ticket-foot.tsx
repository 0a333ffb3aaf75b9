import type { ReactNode } from "react";

/** What sends the order and what came of it: in sight however long the form above is. */
export function TicketFoot({ children }: { readonly children: ReactNode }) {
  return (
    <div className="sticky -bottom-2.5 z-10 -mx-2.5 -mb-2.5 flex flex-col gap-[6px] bg-panel px-2.5 pt-1 pb-2.5">
      {children}
    </div>
  );
}
