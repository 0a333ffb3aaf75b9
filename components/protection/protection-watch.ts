import type { PortfolioSnapshot } from "../live/portfolio-snapshot.ts";
import { isExposed, type ProtectedPosition, protectedPositions, uncoveredLots } from "./protected-positions.ts";

/** Tells what has lost its protection from what never had any. One for each portfolio. */
export class ProtectionWatch {
  readonly #uncovered = new Map<string, number>();
  #hasBegun = false;

  /** Positions of which more is uncovered than before though stops were to cover it; none for the first snapshot, which is history. */
  see(snapshot: PortfolioSnapshot): readonly ProtectedPosition[] {
    const positions = protectedPositions(snapshot);
    const lost: ProtectedPosition[] = [];
    for (const [id, position] of positions) {
      const open = uncoveredLots(position);
      if (this.#hasBegun && isExposed(position) && open > (this.#uncovered.get(id) ?? 0)) lost.push(position);
      this.#uncovered.set(id, open);
    }
    for (const id of this.#uncovered.keys()) if (!positions.has(id)) this.#uncovered.delete(id);
    this.#hasBegun = true;
    return lost;
  }
}
