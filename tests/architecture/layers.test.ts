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
const runtimeRules: IForbiddenRuleType[] = [
  { name: "no cycles", severity: "error", from: {}, to: { circular: true } },
  {
    name: "the web never reaches engine, simulation, adapters or ccxt",
    severity: "error",
    from: { path: "^(app|components|server/api)/" },
    to: {
      reachable: true,
      path: "^server/(engine|simulation|adapters|worker)/|node_modules/ccxt/",
    },
  },
];

async function violations(forbidden: IForbiddenRuleType[], withTypes: boolean) {
  const { output } = await cruise(["app", "components", "server", "strategies", "db"], {
    baseDir: ROOT,
    ruleSet: { forbidden },
    validate: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "\\.css$" },
    tsPreCompilationDeps: withTypes,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".js"] },
  });
  const { summary } = output as ICruiseResult;
  expect(summary.totalCruised).toBeGreaterThan(MODULES_AT_LEAST); // A cruiser that sees nothing finds nothing.
  return summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

test("imports go one way down", async () => {
  expect(await violations(rules, true)).toEqual([]);
});

test("nothing runs in circles, and the web reaches no engine", async () => {
  expect(await violations(runtimeRules, false)).toEqual([]);
});
