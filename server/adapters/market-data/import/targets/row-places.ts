/** Which file and row each of the rows taken came from, so that what turns out later can be told of it. */
export class RowPlaces {
  #rows: number[] = [];
  #files: { readonly from: number; readonly file: string }[] = [];

  push(file: string, row: number): void {
    if (this.#files.at(-1)?.file !== file) this.#files.push({ from: this.#rows.length, file });
    this.#rows.push(row);
  }

  at(index: number): { readonly file: string; readonly row: number } {
    const part = this.#files.findLast(({ from }) => from <= index);
    return { file: part?.file ?? "", row: this.#rows[index] ?? 0 };
  }

  clear(): void {
    this.#rows = [];
    this.#files = [];
  }
}
