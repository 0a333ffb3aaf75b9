"use client";

import { useCallback, useRef, useState } from "react";
import { dataClient } from "../data-client.ts";
import { uploadFile } from "./upload-file.ts";

export type Uploading = {
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
  readonly sent: number;
  readonly total: number;
};

type ImportState =
  | { readonly kind: "idle"; readonly problem: string | null }
  | { readonly kind: "uploading"; readonly uploading: Uploading }
  | { readonly kind: "job"; readonly jobId: string };

const FILES_MAX = 50;

export type ImportFlow = {
  readonly state: ImportState;
  readonly start: (files: readonly File[]) => void;
  readonly cancelUpload: () => void;
  readonly open: (jobId: string) => void;
  readonly leave: () => void;
};

/** The import that this tab has before it: files on their way, then a job of the desk. */
export function useImport(onQueued: () => void): ImportFlow {
  const [state, setState] = useState<ImportState>({ kind: "idle", problem: null });
  const abort = useRef<AbortController | null>(null);

  const start = useCallback(
    async (files: readonly File[]) => {
      if (files.length === 0) return;
      if (files.length > FILES_MAX) {
        const problem = `${files.length} files are more than ${FILES_MAX} at once. Drop fewer, or one zip.`;
        return setState({ kind: "idle", problem });
      }
      abort.current?.abort();
      const controller = new AbortController();
      abort.current = controller;
      const total = files.reduce((sum, file) => sum + file.size, 0);
      const shown = files.map(({ name, size }) => ({ name, bytes: size }));
      let before = 0;
      const tell = (bytes: number) => {
        const sent = Math.min(total, before + bytes);
        if (abort.current === controller) {
          setState({ kind: "uploading", uploading: { files: shown, sent, total } });
        }
      };
      tell(0);
      try {
        const uploaded = [];
        for (const file of files) {
          const uploadId = await uploadFile(file, tell, controller.signal);
          uploaded.push({ uploadId, name: file.name.slice(-200) });
          before += file.size;
          tell(0);
        }
        const { jobId } = await dataClient.import({ jobId: crypto.randomUUID(), files: uploaded });
        if (abort.current === controller) setState({ kind: "job", jobId });
        onQueued();
      } catch (error) {
        const problem = error instanceof Error ? error.message : String(error);
        if (abort.current === controller) setState({ kind: "idle", problem });
      }
    },
    [onQueued],
  );

  const cancelUpload = useCallback(() => abort.current?.abort(), []);
  const open = useCallback((jobId: string) => {
    abort.current = null;
    setState({ kind: "job", jobId });
  }, []);
  const leave = useCallback(() => {
    abort.current = null;
    setState({ kind: "idle", problem: null });
  }, []);
  return { state, start: (files) => void start(files), cancelUpload, open, leave };
}
