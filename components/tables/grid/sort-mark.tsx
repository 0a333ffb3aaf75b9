import { ArrowDown, ArrowUp } from "lucide-react";
import type { Sorting } from "../model/table-layout.ts";

/** The arrow of a sorted column, with its place where several sort. */
export function SortMark({ sorting, id }: { readonly sorting: readonly Sorting[]; readonly id: string }) {
  const place = sorting.findIndex((entry) => entry.id === id);
  const sorted = sorting[place];
  if (sorted === undefined) return null;
  const Arrow = sorted.desc ? ArrowDown : ArrowUp;
  return (
    <span className="flex items-center">
      <Arrow size={11} aria-hidden="true" />
      {sorting.length > 1 ? <sub className="text-[9px]">{place + 1}</sub> : null}
    </span>
  );
}
