"use client";

import { useFrozen, useSnapshot } from "../../../live/use-desk.tsx";
import { notify } from "../../../notices/notify.ts";
import { ACT_KEY, EDIT_KEY, type RowKey } from "../../../tables/grid/table-keys.ts";
import type { OrderEdit } from "./order-edit.tsx";
import type { OrderRow } from "./order-row.ts";
import { whyNoCancel, whyNoChange } from "./why-not.ts";

type OrderKeysInput<Row> = {
  readonly edit: OrderEdit;
  readonly cancel: (orderId: string) => void;
  /** Rows that were chosen: the key then cancels them all. */
  readonly chosen: readonly Row[];
  readonly cancelChosen: () => void;
};

/** Change and cancel by key, with the same refusals as the row's buttons. */
export function useOrderKeys<Row extends OrderRow>(input: OrderKeysInput<Row>): readonly RowKey<Row>[] {
  const { edit, cancel, chosen, cancelChosen } = input;
  const snapshot = useSnapshot();
  const frozen = useFrozen();
  const unless = (why: string | null, run: () => void) => {
    if (why === null) run();
    else notify({ kind: "info", title: `${why}.`, id: "order-key" });
  };
  return [
    {
      ...EDIT_KEY,
      run: (row) => unless(whyNoChange(row.order, snapshot, frozen), () => edit.begin(row)),
    },
    {
      ...ACT_KEY,
      run: (row) => {
        if (chosen.length > 0) cancelChosen();
        else unless(whyNoCancel(row.order, snapshot, frozen), () => cancel(row.order.id));
      },
    },
  ];
}
