import { isExposed, type ProtectedPosition } from "./protected-positions.ts";
import { whyExposed } from "./protection-figures.ts";

/** Where notices stand, each under the key of its position. */
type Corner = {
  readonly show: (key: string, position: ProtectedPosition) => void;
  readonly isStanding: (key: string) => boolean;
  readonly dismiss: (key: string) => void;
};

/** Keeps what is said of lost protection true for as long as it stands there. */
export class LossNotices {
  readonly #told = new Map<string, string>();
  readonly #show: Corner["show"];

  constructor(show: Corner["show"]) {
    this.#show = show;
  }

  get hasTold(): boolean {
    return this.#told.size > 0;
  }

  tell(key: string, position: ProtectedPosition): void {
    this.#told.set(key, whyExposed(position));
    this.#show(key, position);
  }

  /** Takes away what is over, and says anew what has changed unless a person has dismissed it. */
  refresh(positions: ReadonlyMap<string, ProtectedPosition>, { isStanding, dismiss }: Omit<Corner, "show">): void {
    for (const [key, told] of this.#told) {
      const position = positions.get(key);
      if (position === undefined || !isExposed(position)) {
        this.#told.delete(key);
        dismiss(key);
      } else if (!isStanding(key)) this.#told.delete(key);
      else if (whyExposed(position) !== told) this.tell(key, position);
    }
  }
}
