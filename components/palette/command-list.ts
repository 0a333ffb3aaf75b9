/** Something that the palette can do. */
export type Command = {
  readonly id: string;
  readonly label: string;
  /** The heading under which it stands, e.g. `Actions`. */
  readonly group: string;
  /** Other words that find it. */
  readonly keywords?: readonly string[];
  /** What stands muted beside it. */
  readonly hint?: string;
  /** Its keys, shown beside it. */
  readonly shortcut?: string;
  readonly run: () => void;
};

/** The commands of all parts of the page that stand now. */
class CommandList {
  readonly #listeners = new Set<() => void>();
  #commands: readonly Command[] = [];

  register(commands: readonly Command[]): () => void {
    this.#commands = [...this.#commands, ...commands];
    this.#tell();
    return () => {
      this.#commands = this.#commands.filter((command) => !commands.includes(command));
      this.#tell();
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly list = (): readonly Command[] => this.#commands;

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const commandList = new CommandList();
