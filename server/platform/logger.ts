import { type DestinationStream, destination, type Logger, pino, stdSerializers } from "pino";
import type { LogLevel } from "./env.ts";
import { redact } from "./redact.ts";

export type { Logger };

export type LoggerOptions = {
  readonly name: string;
  readonly level: LogLevel;
  /** A file to append to; standard output when absent. */
  readonly file?: string;
};

/** JSON lines; every line passes the redaction before it reaches any sink. */
export function createLogger({ name, level, file }: LoggerOptions, sink?: DestinationStream): Logger {
  // Synchronous, so that the last words of a crash are on disk.
  const target = sink ?? destination({ dest: file ?? 1, mkdir: true, sync: true });
  return pino(
    {
      name,
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: errorWithoutParameters },
      hooks: { streamWrite: redact },
    },
    target,
  );
}

/** A failed database statement carries its bind values in several places; only its text may be logged. */
function errorWithoutParameters(error: Error): object {
  const { type, message, stack, code } = stdSerializers.err(error) as { [key: string]: unknown };
  const strip = (text: unknown) => (typeof text === "string" ? text.replaceAll(/\nparams: [^\n]*/g, "") : text);
  return { type, message: strip(message), stack: strip(stack), ...(code === undefined ? {} : { code }) };
}
