import { makeRunFolder, removeRunFolder, runFolderVariable } from "./postgres.ts";

/** Names the folder of the run's shared Postgres; the first test that needs it starts it. */
export function setup(): () => Promise<void> {
  const folder = makeRunFolder();
  process.env[runFolderVariable] = folder;
  return () => removeRunFolder(folder);
}
