/** A file that cannot be played: names the file and the line, quotes the value and says what was expected. */
export class TapeError extends Error {
  override readonly name = "TapeError";
  readonly file: string;
  readonly line: number;

  constructor(file: string, line: number, message: string) {
    super(line > 0 ? `${file}, line ${line}: ${message}` : `${file}: ${message}`);
    this.file = file;
    this.line = line;
  }
}
