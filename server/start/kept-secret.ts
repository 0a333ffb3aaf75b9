import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/** A secret made once and kept in a file that only its owner reads. */
export function keptSecret(file: string): string {
  if (!existsSync(file)) writePrivately(file, `${randomBytes(32).toString("base64url")}\n`);
  return readFileSync(file, "utf8").trim();
}

/** Readers see the old text or the new one, never half of it. */
export function writePrivately(file: string, text: string): void {
  const draft = `${file}.draft-${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
