import type { Instrument } from "../../server/domain/markets/instrument.ts";
import { type PositionSide, positionKey } from "../../server/domain/positions/position-side.ts";
import type { DeskStore } from "../live/desk-store.ts";
import type { TableColumn } from "../tables/model/table-column.ts";
import { CoveredCell, ProofCell, protectionReader, StopCell } from "./protection-on-demand.tsx";

type HeldRow = {
  readonly instrument: Instrument;
  readonly positionSide: PositionSide | null;
  readonly direction: string | null;
};

const keyOf = ({ instrument, positionSide }: HeldRow): string => positionKey(instrument.id, positionSide);

/** How much of each position live stops cover, how far they are, and how fresh the proof is that they are alive. */
export function protectionColumns<Row extends HeldRow>(store: DeskStore, isMoneyHidden = false): TableColumn<Row>[] {
  const valuesOf = (row: Row) =>
    row.direction === null ? undefined : protectionReader()?.protectionValues(store.read(), keyOf(row));
  return [
    {
      id: "covered",
      label: "Covered",
      kind: "number",
      width: 104,
      hint: "How much of it live stops cover, and whether they live in the worker or on the venue",
      value: (row) => valuesOf(row)?.covered ?? null,
      cell: (row) => (row.direction === null ? null : <CoveredCell positionId={keyOf(row)} />),
      isKey: true,
    },
    {
      id: "stop",
      label: "To stop",
      kind: "number",
      width: isMoneyHidden ? 72 : 128,
      hint: "How far the mark is from the stop that fires first, and what is lost until its stops have fired",
      value: (row) => valuesOf(row)?.distance ?? null,
      cell: (row) =>
        row.direction === null ? null : <StopCell positionId={keyOf(row)} isMoneyHidden={isMoneyHidden} />,
    },
    {
      id: "proof",
      label: "Stop proven",
      kind: "number",
      width: 92,
      hint: "How long ago it was last heard that its stops are alive",
      value: () => null,
      cell: (row) => (row.direction === null ? null : <ProofCell positionId={keyOf(row)} />),
      isHidden: true,
      isSortable: false,
    },
  ];
}
