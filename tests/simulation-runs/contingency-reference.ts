export type Role = "stop" | "target";
export const ROLES = ["stop", "target"] as const;

/** What befell a group, in the order in which it happened. */
export type Fact =
  | { readonly kind: "entered"; readonly lots: number }
  | { readonly kind: "left"; readonly role: Role; readonly lots: number }
  | { readonly kind: "entry-over" }
  | { readonly kind: "moved"; readonly role: Role; readonly level: number }
  | { readonly kind: "dropped"; readonly role: Role } // A person took the leg away.
  | { readonly kind: "price"; readonly price: number };

/**
 * What must be true of a bracket, the slow and obvious way: from the trading rules alone, and from all that has befallen it, told
 * again from its beginning each time. A long's side of things is `sign` 1, a short's −1.
 */
export class ContingencyReference {
  readonly #facts: Fact[] = [];
  readonly #sign: 1 | -1;
  readonly #levels: Readonly<Partial<Record<Role, number>>>;

  constructor(sign: 1 | -1, levels: Readonly<Partial<Record<Role, number>>>) {
    this.#sign = sign;
    this.#levels = levels;
  }

  tell(fact: Fact): void {
    this.#facts.push(fact);
  }

  #sum(isOf: (fact: Fact) => boolean): number {
    return this.#facts.reduce((sum, fact) => (isOf(fact) && "lots" in fact ? sum + fact.lots : sum), 0);
  }

  get entered(): number {
    return this.#sum(({ kind }) => kind === "entered");
  }

  /** What was entered and not left again. */
  get held(): number {
    return this.entered - this.#sum(({ kind }) => kind === "left");
  }

  /** Lots that legs of a role must guard, in the worker and at the venue together; null where there is no such leg any more. */
  guarded(role: Role): number | null {
    const isGone =
      this.#levels[role] === undefined || this.#facts.some((it) => it.kind === "dropped" && it.role === role);
    return isGone ? null : this.held;
  }

  /** Legs wait while nothing was entered, as long as something still may be. */
  get waits(): boolean {
    return this.entered === 0 && !this.#facts.some(({ kind }) => kind === "entry-over");
  }

  /** Whether some price has reached the role's level since something was first held: by then a leg must have gone out. */
  hasFired(role: Role): boolean {
    let level = this.#levels[role];
    let held = 0;
    let hasFired = false;
    let last: number | null = null;
    for (const fact of this.#facts) {
      if (fact.kind === "moved" && fact.role === role) level = fact.level;
      if (fact.kind === "entered") held += fact.lots;
      if (fact.kind === "left") held -= fact.lots;
      if (fact.kind !== "price") continue;
      // Before it trades anew the book moves: what was armed meanwhile looks at the last trade then.
      for (const price of [last, fact.price]) {
        if (price === null || held === 0 || level === undefined) continue;
        const beyond = (price - level) * this.#sign;
        if (role === "stop" ? beyond <= 0 : beyond >= 0) hasFired = true;
      }
      last = fact.price;
    }
    return hasFired;
  }
}
