/** A floor of the house, the folder it is, and the floors it may import. What is not listed is forbidden. */
export type Floor = { readonly folder: string; readonly mayImport: readonly string[] };

export const FLOORS: readonly Floor[] = [
  { folder: "app", mayImport: ["components", "server/api"] },
  { folder: "components", mayImport: ["server/api", "server/domain"] },
  { folder: "server/api", mayImport: ["server/services", "server/platform", "server/domain", "db"] },
  {
    folder: "server/worker",
    mayImport: [
      "server/services",
      "server/simulation",
      "server/adapters",
      "server/engine",
      "server/domain",
      "server/platform",
      "strategies",
      "db",
    ],
  },
  {
    folder: "server/cli",
    mayImport: [
      "server/worker", // It runs what the worker runs, e.g. a kept session.
      "server/services",
      "server/simulation",
      "server/adapters",
      "server/engine",
      "server/domain",
      "server/platform",
      "server/start",
      "strategies",
      "db",
    ],
  },
  {
    folder: "server/start",
    mayImport: [
      "server/services",
      "server/simulation",
      "server/adapters",
      "server/engine",
      "server/domain",
      "server/platform",
      "strategies",
      "db",
    ],
  },
  { folder: "server/services", mayImport: ["db", "server/domain", "server/platform"] },
  { folder: "server/simulation", mayImport: ["server/engine", "server/domain", "strategies"] },
  { folder: "server/adapters", mayImport: ["server/engine", "server/domain", "server/platform", "db"] },
  { folder: "server/engine", mayImport: ["server/domain"] },
  { folder: "strategies", mayImport: ["server/domain"] },
  { folder: "db", mayImport: ["server/domain", "server/platform"] },
  { folder: "server/domain", mayImport: [] },
  { folder: "server/platform", mayImport: [] },
];

/** The folders in which nothing may depend on when, where or how often it runs. */
export const PURE_FOLDERS = ["server/domain", "server/engine", "server/simulation", "strategies"] as const;
