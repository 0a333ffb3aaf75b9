import type { PositionSide } from "../../../server/domain/positions/position-side.ts";
import type { TableColumn } from "../../tables/model/table-column.ts";

/** Which of the two positions of hedge mode a row is of; on screen where there are such rows. */
export const positionColumn = <Row,>(
  sideOf: (row: Row) => PositionSide | null,
  isHedged: boolean,
): TableColumn<Row> => ({
  id: "position",
  label: "Position",
  kind: "text",
  width: 68,
  hint: "In hedge mode: which of the two positions it is meant for",
  value: (row) => sideOf(row) ?? "",
  isFacet: true,
  isHidden: !isHedged,
  isSortable: false,
});
