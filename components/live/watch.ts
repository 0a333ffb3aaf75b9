/** Instruments that are on screen: with the top of their book alone, or with its levels too. */
export type Watch = { readonly top: readonly string[]; readonly deep: readonly string[] };

export const NOTHING_WATCHED: Watch = { top: [], deep: [] };

/** What several onlookers see together; who sees the levels sees the top as well. In one order, so that equals compare equal. */
export function uniteWatches(watches: Iterable<Watch>): Watch {
  const top = new Set<string>();
  const deep = new Set<string>();
  for (const watch of watches) {
    for (const id of watch.top) top.add(id);
    for (const id of watch.deep) deep.add(id);
  }
  for (const id of deep) top.delete(id);
  return { top: [...top].sort(), deep: [...deep].sort() };
}

export const isSameWatch = (a: Watch, b: Watch): boolean =>
  a.top.join("\n") === b.top.join("\n") && a.deep.join("\n") === b.deep.join("\n");

export const watchedIds = ({ top, deep }: Watch): ReadonlySet<string> => new Set([...top, ...deep]);

/** What the panels of one tab show, told to whoever listens when it changes. */
export class WatchDesk {
  readonly #panels = new Set<Watch>();
  #watch: Watch = NOTHING_WATCHED;
  #listener: ((watch: Watch) => void) | null = null;

  get watch(): Watch {
    return this.#watch;
  }

  /** A panel shows these until it calls the returned function. */
  show(watch: Watch): () => void {
    this.#panels.add(watch);
    this.#change();
    return () => {
      this.#panels.delete(watch);
      this.#change();
    };
  }

  /** One listener: the tab's connection. It hears the present state first. */
  listen(listener: (watch: Watch) => void): () => void {
    this.#listener = listener;
    listener(this.#watch);
    return () => {
      if (this.#listener === listener) this.#listener = null;
    };
  }

  #change(): void {
    const watch = uniteWatches(this.#panels);
    if (isSameWatch(watch, this.#watch)) return;
    this.#watch = watch;
    this.#listener?.(watch);
  }
}
