/** The desk could not be asked, or its answer was lost: whether it acted is not known. */
export class DeskUnreachable extends Error {
  override readonly name = "DeskUnreachable";
}

/** The desk answered that it did nothing, in words for a person. */
export class DeskRefusal extends Error {
  override readonly name = "DeskRefusal";
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
