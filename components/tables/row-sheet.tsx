"use client";

import { DetailSheet } from "../ui/detail-sheet.tsx";
import { Cell } from "./grid/body-row.tsx";
import type { TableColumn } from "./model/table-column.ts";

type RowSheetProps<Row> = {
  readonly title: string;
  readonly row: Row;
  readonly columns: readonly TableColumn<Row>[];
  readonly onClose: () => void;
};

/** Every column of one row, also the ones that are put away, and what can be done with it. */
export function RowSheet<Row>({ title, row, columns, onClose }: RowSheetProps<Row>) {
  return (
    <DetailSheet title={title} onClose={onClose}>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 text-[13px]">
        {columns.map((column) => (
          <div
            key={column.id}
            className="col-span-2 grid min-h-[32px] grid-cols-subgrid items-center border-b border-line-subtle"
          >
            <dt className="text-fg-3">{column.label}</dt>
            <dd className="flex min-w-0 justify-end text-right break-words whitespace-normal">
              <Cell column={column} row={row} />
            </dd>
          </div>
        ))}
      </dl>
    </DetailSheet>
  );
}
