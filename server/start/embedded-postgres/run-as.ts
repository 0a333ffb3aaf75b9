import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from "node:child_process";

/** Postgres refuses to run as root, so root needs another identity for it. */
export type RunAs =
  | { readonly kind: "same-user" }
  | { readonly kind: "user-namespace" }
  | { readonly kind: "other-user"; readonly name: string; readonly uid: number; readonly gid: number };

const mapping = ["-U", "--map-user=65534", "--map-group=65534"];

/** In a user namespace the files stay root's own, so data below /root works too; another user is the second choice. */
export function chooseRunAs(): RunAs {
  if (process.getuid?.() !== 0) return { kind: "same-user" };
  const probe = spawnSync("unshare", [...mapping, "id", "-u"], { encoding: "utf8" });
  if (probe.status === 0 && probe.stdout.trim() === "65534") return { kind: "user-namespace" };
  const other = findUser("postgres") ?? findUser("nobody");
  if (other !== undefined) return other;
  throw new Error(
    "Postgres does not run as root, and this machine has neither user namespaces (unshare) nor a user postgres or nobody. Start the desk as an ordinary user, or set DATABASE_URL to a Postgres of your own.",
  );
}

export function findUser(name: string): (RunAs & { readonly kind: "other-user" }) | undefined {
  const [uid, gid] = ["-u", "-g"].map((which) => {
    const answer = spawnSync("id", [which, name], { encoding: "utf8" });
    return answer.status === 0 ? Number(answer.stdout.trim()) : undefined;
  });
  return uid === undefined || gid === undefined ? undefined : { kind: "other-user", name, uid, gid };
}

export function spawnAs(
  runAs: RunAs,
  command: string,
  parameters: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const { PATH = "/usr/bin:/bin" } = process.env;
  const environment = { PATH, LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv; // Next's types demand NODE_ENV.
  switch (runAs.kind) {
    case "same-user":
      return spawn(command, parameters, { ...options, env: environment });
    case "user-namespace":
      return spawn("unshare", [...mapping, "--", command, ...parameters], { ...options, env: environment });
    case "other-user":
      return spawn(command, parameters, { ...options, env: environment, cwd: "/", uid: runAs.uid, gid: runAs.gid });
  }
}

/** Whether that user can pass through every folder on the way to the path. */
export function canReach(runAs: RunAs, path: string): boolean {
  if (runAs.kind !== "other-user") return true;
  const probe = spawnSync("test", ["-e", path], { uid: runAs.uid, gid: runAs.gid, cwd: "/" });
  return probe.status === 0;
}
