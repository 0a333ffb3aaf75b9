import { parseArgs } from "node:util";
import { EnvironmentError } from "../platform/env.ts";
import { type Answer, type Command, exitCodes, misused } from "./command.ts";

/** Each is loaded only when it is asked for: a command should not wait for what others need. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  status: async () => (await import("./status-command.ts")).statusCommand,
  stop: async () => (await import("./stop-command.ts")).stopCommand,
  "data import": async () => (await import("./data/data-import-command.ts")).dataImportCommand,
  "data list": async () => (await import("./data/data-list-command.ts")).dataListCommand,
  "data gaps": async () => (await import("./data/data-gaps-command.ts")).dataGapsCommand,
  "data export": async () => (await import("./data/data-export-command.ts")).dataExportCommand,
  "data fetch": async () => (await import("./data/data-fetch-command.ts")).dataFetchCommand,
  "data catalogue": async () => (await import("./data/data-catalogue-command.ts")).dataCatalogueCommand,
  indicators: async () => (await import("./indicators-command.ts")).indicatorsCommand,
  lots: async () => (await import("./lots/lots-command.ts")).lotsCommand,
  gains: async () => (await import("./lots/gains-command.ts")).gainsCommand,
  replay: async () => (await import("./replay-command.ts")).replayCommand,
  "users invite": async () => (await import("./users-commands.ts")).usersInviteCommand,
  "users reset": async () => (await import("./users-commands.ts")).usersResetCommand,
  "users list": async () => (await import("./users-commands.ts")).usersListCommand,
};

/** Where a command writes: its answer, and what went wrong. */
export type Printer = { readonly answer: (text: string) => void; readonly trouble: (text: string) => void };

/** Carries out one command line and gives its exit code. */
export async function runCommandLine(words: readonly string[], print: Printer): Promise<number> {
  try {
    return await runCommand(words, print);
  } catch (cause) {
    const isMisuse = cause instanceof EnvironmentError;
    const message = messageOf(cause);
    if (words.includes("--json")) showError({ code: isMisuse ? "environment" : "fault", message }, print);
    else print.trouble(message);
    return isMisuse ? exitCodes.usage : exitCodes.refused;
  }
}

async function runCommand(words: readonly string[], print: Printer): Promise<number> {
  const name = Object.keys(commands).find((each) => each.split(" ").every((word, at) => words[at] === word));
  const command = await commands[name ?? ""]?.();
  if (command === undefined) return await answerUnknown(words, print);
  const rest = words.slice(command.name.split(" ").length);
  let parsed: ReturnType<typeof parseArgs>;
  try {
    const common = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
    parsed = parseArgs({ args: [...rest], options: { ...command.options, ...common }, allowPositionals: true });
  } catch (cause) {
    return show(misused(misuseOf(cause)), words.includes("--json"), command, print);
  }
  const { help, json } = parsed.values;
  if (help === true) {
    print.answer(usage(command));
    return exitCodes.done;
  }
  const answer = await command.run(parsed.positionals, parsed.values);
  return show(answer, json === true, command, print);
}

function show(answer: Answer, isJson: boolean, command: Command, print: Printer): number {
  if (answer.kind === "done") {
    print.answer(isJson ? JSON.stringify(answer.document) : answer.text);
    return exitCodes.done;
  }
  if (isJson) showError(answer, print);
  else print.trouble(answer.kind === "misused" ? `${answer.message}\n\n${usage(command)}` : answer.message);
  return answer.kind === "misused" ? exitCodes.usage : exitCodes.refused;
}

function showError({ code, message }: { readonly code: string; readonly message: string }, print: Printer): void {
  print.answer(JSON.stringify({ error: { code, message } }));
}

async function answerUnknown(words: readonly string[], print: Printer): Promise<number> {
  const all = await Promise.all(Object.values(commands).map((load) => load()));
  const lines = all.map(({ usage: form, summary }) => `  ${withoutOptions(form).padEnd(40)}${summary}`);
  const text = `tradewind COMMAND [--json]\n\n${lines.join("\n")}\n\ntradewind COMMAND --help says more.`;
  if (words.length === 0 || words.some((word) => word === "--help" || word === "-h")) {
    print.answer(text);
    return exitCodes.done;
  }
  const message = `There is no command "${words.filter((word) => word !== "--json").join(" ")}".`;
  if (words.includes("--json")) showError(misused(message), print);
  else print.trouble(`${message}\n\n${text}`);
  return exitCodes.usage;
}

/** `data fetch EXCHANGE SYMBOL` of a usage that goes on with options. */
const withoutOptions = (form: string): string => form.replace(/ [[(|-].*$/, "");

function usage(command: Command): string {
  return `tradewind ${command.usage} [--json]\n\n${command.summary}\n${command.details}`.trimEnd();
}

/** What cannot be read of a command line, in the desk's own words. */
function misuseOf(cause: unknown): string {
  const message = messageOf(cause);
  const option = /^Unknown option '([^']*)'/.exec(message)?.[1];
  if (option !== undefined) return `There is no option "${option}".`;
  const valued = /^Option '(?:-\w, )?(--[\w-]+) <value>' argument (?:missing|is ambiguous)/.exec(message)?.[1];
  if (valued !== undefined) return `${valued} needs a value.`;
  const bare = /^Option '(?:-\w, )?(--[\w-]+)' does not take an argument/.exec(message)?.[1];
  return bare === undefined ? message : `${bare} takes no value.`;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
