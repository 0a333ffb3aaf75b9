import type { Instrument } from "../../server/domain/markets/instrument.ts";
import type { DeskStore } from "../live/desk-store.ts";
import type { TableColumn } from "../tables/model/table-column.ts";
import { CoveredCell, ProofCell, protectionReader, StopCell } from "./protection-on-demand.tsx";

type HeldRow = { readonly instrument: Instrument; readonly direction: string | null };

/** How much of each position live stops cover, how far they are, and how fresh the proof is that they are alive. */
export function protectionColumns<Row extends HeldRow>(store: DeskStore, isMoneyHidden = false): TableColumn<Row>[] {
  const valuesOf = ({ instrument, direction }: Row) =>
    direction === null ? undefined : protectionReader()?.protectionValues(store.read(), instrument.id);
  return [
    {
      id: "covered",
      label: "Covered",
      kind: "number",
      width: 104,
      hint: "How much of it live stops cover, and whether they live in the worker or on the venue",
      value: (row) => valuesOf(row)?.covered ?? null,
      cell: ({ instrument, direction }) => (direction === null ? null : <CoveredCell instrumentId={instrument.id} />),
      isKey: true,
    },
    {
      id: "stop",
      label: "To stop",
      kind: "number",
      width: isMoneyHidden ? 72 : 128,
      hint: "How far the mark is from the stop that fires first, and what is lost until its stops have fired",
      value: (row) => valuesOf(row)?.distance ?? null,
      cell: ({ instrument, direction }) =>
        direction === null ? null : <StopCell instrumentId={instrument.id} isMoneyHidden={isMoneyHidden} />,
    },
    {
      id: "proof",
      label: "Stop proven",
      kind: "number",
      width: 92,
      hint: "How long ago it was last heard that its stops are alive",
      value: () => null,
      cell: ({ instrument, direction }) => (direction === null ? null : <ProofCell instrumentId={instrument.id} />),
      isHidden: true,
      isSortable: false,
    },
  ];
}
