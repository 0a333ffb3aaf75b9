import { Eye } from "lucide-react";

/** In place of the ticket: why this market takes no order. */
export function ViewOnlyNote({ why }: { readonly why: string }) {
  return (
    <p
      role="note"
      className="flex min-h-[28px] shrink-0 items-center gap-2 bg-panel px-(--pad) py-1 text-[12px] text-info"
    >
      <Eye size={14} aria-hidden="true" className="shrink-0" />
      <span>
        <strong className="font-semibold">View only.</strong> {why}
      </span>
    </p>
  );
}
