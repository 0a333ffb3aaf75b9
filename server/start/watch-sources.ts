import { watch } from "node:fs";
import { join } from "node:path";

/** Calls once a burst of changes below the folders has settled. */
export function watchSources(root: string, folders: readonly string[], onChange: () => void): void {
  let settling: NodeJS.Timeout | undefined;
  for (const folder of folders) {
    watch(join(root, folder), { recursive: true }, () => {
      clearTimeout(settling);
      settling = setTimeout(onChange, 300);
    });
  }
}
