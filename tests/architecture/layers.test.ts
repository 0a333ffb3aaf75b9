import { cruise, type ICruiseResult, type IForbiddenRuleType } from "dependency-cruiser";
import { expect, test } from "vitest";
import { FLOORS } from "./floors.ts";
import { ROOT } from "./source-files.ts";

const MODULES_AT_LEAST = 100;

const escaped = (folder: string) => folder.replaceAll("/", "\\/");

const oneWayDown: IForbiddenRuleType[] = FLOORS.map(({ folder, mayImport }) => ({
  name: `${folder} imports only what lies below it`,
  severity: "error",
  from: { path: `^${escaped(folder)}/` },
  to: {
    path: "^(app|components|server|strategies|db)/",
    pathNot: [folder, ...mayImport].map((each) => `^${escaped(each)}/`),
  },
}));

const rules: IForbiddenRuleType[] = [
  ...oneWayDown,
  {
    name: "the domain knows decimal.js and zod, nothing else from outside",
    severity: "error",
    from: { path: "^server/domain/" },
    to: { dependencyTypes: ["npm", "npm-dev", "core"], pathNot: "node_modules/(decimal\\.js|zod)/" },
  },
  {
    name: "decimal.js is known to one file",
    severity: "error",
    from: { path: "^(app|components|server|strategies|db)/", pathNot: "^server/domain/money/decimal\\.ts$" },
    to: { path: "node_modules/decimal\\.js/" },
  },
];

/** Judged on what runs: an import of types alone is no way to get anywhere. */
const ONLY_TYPES = ["type-only", "type-import"] as const;
const noCycles: IForbiddenRuleType = {
  name: "no cycles",
  severity: "error",
  from: {},
  to: { circular: true, viaOnly: { dependencyTypesNot: [...ONLY_TYPES] } },
};
const WEB = /^(app|components|server\/api)\//;
const BEHIND_IT = /^server\/(engine|simulation|adapters|worker)\/|node_modules\/ccxt\//;

const cruised = cruise(["app", "components", "server", "strategies", "db"], {
  baseDir: ROOT,
  ruleSet: { forbidden: [...rules, noCycles] },
  validate: true,
  doNotFollow: { path: "node_modules" },
  exclude: { path: "\\.css$" },
  tsPreCompilationDeps: true,
  tsConfig: { fileName: "tsconfig.json" },
  enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js"] },
}).then(({ output }) => output as ICruiseResult);

/** Everything that runs when one of these does, each with the module that brought it. */
function reached({ modules }: ICruiseResult, from: readonly string[]): Map<string, string> {
  const imports = new Map(modules.map(({ source, dependencies }) => [source, dependencies]));
  const broughtBy = new Map(from.map((source) => [source, source]));
  // A Map goes on over what is added to it meanwhile.
  for (const source of broughtBy.keys()) {
    for (const { resolved, dependencyTypes } of imports.get(source) ?? []) {
      if (ONLY_TYPES.some((type) => dependencyTypes.includes(type)) || broughtBy.has(resolved)) continue;
      broughtBy.set(resolved, source);
    }
  }
  return broughtBy;
}

test("imports go one way down, and nothing runs in circles", async () => {
  const { summary } = await cruised;
  expect(summary.totalCruised).toBeGreaterThan(MODULES_AT_LEAST); // A cruiser that sees nothing finds nothing.
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
});

test("the web never reaches engine, simulation, adapters or ccxt", async () => {
  const result = await cruised;
  const web = result.modules.map(({ source }) => source).filter((source) => WEB.test(source));
  const found = [...reached(result, web)].filter(([source]) => BEHIND_IT.test(source));
  expect(found.map(([source, by]) => `${by} → ${source}`)).toEqual([]);
  // The worker does reach them: what finds nothing there would find nothing anywhere.
  const worker = reached(result, ["server/worker/main.ts"]);
  expect([...worker.keys()].filter((source) => BEHIND_IT.test(source)).length).toBeGreaterThan(MODULES_AT_LEAST);
});
