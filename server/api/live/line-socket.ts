import { connect, type Socket } from "node:net";
import { createInterface } from "node:readline";

const RETRY_MS = 500;
const LINE_LENGTH_MAX = 4_000_000;

export type LineSocket = {
  /** Sends a line if there is a connection now; after a break `onOpen` says it anew. */
  send(line: string): void;
  close(): void;
};

export type LineSocketOptions = {
  readonly port: number;
  readonly token: string;
  readonly onLine: (text: string) => void;
  readonly onOpen?: (send: (line: string) => void) => void;
  /** The other process is gone, or cannot be reached yet. */
  readonly onLost?: () => void;
};

/** A connection to one of our processes on this machine: the token first, then a JSON text a line; opened again when it breaks. */
export function openLineSocket({ port, token, onLine, onOpen, onLost }: LineSocketOptions): LineSocket {
  let socket: Socket | null = null;
  let retry: NodeJS.Timeout | null = null;
  let isClosed = false;

  function open(): void {
    const opened = connect({ port, host: "127.0.0.1" }, () => {
      opened.write(`${token}\n`);
      onOpen?.((line) => opened.write(`${line}\n`));
    });
    socket = opened;
    opened.setNoDelay(true);
    opened.on("error", () => {}); // "close" follows and tries again.
    opened.on("close", () => {
      if (isClosed) return;
      onLost?.();
      retry = setTimeout(open, RETRY_MS);
      retry.unref();
    });
    const lines = createInterface({ input: opened });
    lines.on("error", () => {}); // It repeats the socket's own, and unheard it would end the web.
    lines.on("line", (text) => {
      if (text.length > LINE_LENGTH_MAX) return;
      try {
        onLine(text);
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error; // Half a line of a process that died while writing.
      }
    });
  }

  open();
  return {
    send: (line) => {
      if (socket?.readyState === "open") socket.write(`${line}\n`);
    },
    close() {
      isClosed = true;
      if (retry !== null) clearTimeout(retry);
      socket?.destroy();
    },
  };
}
