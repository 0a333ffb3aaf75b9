"use client";

import dynamic from "next/dynamic";
import type { DataTableModel } from "../../use-data-table.ts";

type Sheet = <Row extends object>(props: { readonly table: DataTableModel<Row> }) => React.ReactNode;

// What loads later forgets that it takes rows of any kind.
const anyRow = (sheet: unknown) => sheet as Sheet;

export const FilterSheetOnDemand = anyRow(dynamic(() => import("./filter-sheet.tsx").then((it) => it.FilterSheet)));
export const ColumnSheetOnDemand = anyRow(dynamic(() => import("./column-sheet.tsx").then((it) => it.ColumnSheet)));
export const ViewSheetOnDemand = anyRow(dynamic(() => import("./view-sheet.tsx").then((it) => it.ViewSheet)));
