// `node server/platform/run.js FILE.ts [WORDS]` runs a TypeScript file of ours. It is plain JavaScript, as Node starts it.
//
// Loaded one by one, our files cost each process some two seconds; as one file they cost a few tenths. They are put
// together by the first start after a change.
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
process.argv.splice(1, 1);
const entry = resolve(process.argv[1] ?? "");
const name = relative(root, entry).replaceAll(/[^\w-]+/g, "-");
const bundle = join(root, "node_modules", ".cache", "tradewind", `${name}.mjs`);

/** A file that looks for others beside itself finds them where it was written. */
const keepPlaces = {
  name: "keep-places",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      if (!source.includes("import.meta.url")) return undefined;
      const place = JSON.stringify(pathToFileURL(path).href);
      return { contents: source.replaceAll("import.meta.url", place), loader: "ts" };
    });
  },
};

// V8 counts lines by file, and some installations cannot be written to by who runs them: there each file is loaded by itself.
const isApart = process.env.NODE_V8_COVERAGE !== undefined || !(isFresh() || (await put()));
if (isApart) (await import("tsx/esm/api")).register();
else process.setSourceMapsEnabled(true);
await import(pathToFileURL(isApart ? entry : bundle).href);

/** What a bundle was made of, which it says in its last line: its place and, by path, each file's size and time. */
function stampOf(paths) {
  const files = paths.map((path) => {
    const { size, mtimeMs } = statSync(join(root, path));
    return [path, size, mtimeMs];
  });
  return JSON.stringify({ root, files });
}

function isFresh() {
  try {
    const stamp = readFileSync(bundle, "utf8").split("\n//").at(-1);
    return stampOf(JSON.parse(stamp).files.map(([path]) => path)) === stamp;
  } catch {
    return false; // Never made, or made of a file that is gone.
  }
}

/** Puts the files together; false where nothing may be written. */
async function put() {
  const { build, stop } = await import("esbuild");
  const startedAt = Date.now();
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    outfile: bundle,
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: "linked",
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: "error",
    plugins: [keepPlaces],
  }).finally(stop); // Its own process would stay as long as this one.
  const paths = [...Object.keys(metafile.inputs), "tsconfig.json"];
  // A file that somebody writes just now may have been read before: then this bundle is good for one start only.
  const isSettled = paths.every((path) => statSync(join(root, path)).mtimeMs < startedAt);
  const stamp = isSettled ? stampOf(paths) : "";
  try {
    mkdirSync(dirname(bundle), { recursive: true });
    const [map, code] = outputFiles;
    replace(map.path, map.contents);
    replace(code.path, `${code.text}\n//${stamp}`);
    return true;
  } catch (cause) {
    if (["EACCES", "EPERM", "EROFS"].includes(cause.code)) return false;
    throw cause;
  }
}

/** Another process may be reading it, or writing the same. */
function replace(path, contents) {
  const own = `${path}.${process.pid}`;
  writeFileSync(own, contents);
  renameSync(own, path);
}
