"use client";

import { FileUp } from "lucide-react";
import { type DragEvent, type ReactNode, useRef, useState } from "react";

type DropZoneProps = {
  /** Null while this person may not import: then nothing is taken and nothing lights up. */
  readonly onFiles: ((files: readonly File[]) => void) | null;
  readonly children: ReactNode;
};

/** The whole page takes files; while one hovers over it, it says so. */
export function DropZone({ onFiles, children }: DropZoneProps) {
  const [isOver, setIsOver] = useState(false);
  // Every child that the pointer crosses says enter and leave: only the last leave counts.
  const depth = useRef(0);
  const hasFiles = (event: DragEvent) => onFiles !== null && event.dataTransfer.types.includes("Files");
  const enter = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current += 1;
    setIsOver(true);
  };
  const leave = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    depth.current = Math.max(0, depth.current - 1);
    if (depth.current === 0) setIsOver(false);
  };
  const drop = (event: DragEvent) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current = 0;
    setIsOver(false);
    onFiles?.([...event.dataTransfer.files]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: The button "Import files" does the same for a keyboard.
    <div
      className="relative flex min-h-0 flex-1 flex-col"
      data-testid="drop-zone"
      onDragEnter={enter}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDragLeave={leave}
      onDrop={drop}
    >
      {children}
      {isOver ? (
        <div className="pointer-events-none absolute inset-2 z-20 grid place-items-center rounded-xl border-2 border-dashed border-accent bg-canvas/85">
          <p className="flex items-center gap-2 text-[15px] font-semibold">
            <FileUp size={18} aria-hidden="true" /> Drop to read the files: nothing is stored before you say so
          </p>
        </div>
      ) : null}
    </div>
  );
}

type FileButtonProps = {
  readonly onFiles: (files: readonly File[]) => void;
  readonly disabled?: boolean;
  readonly title?: string | undefined;
};

/** The same with a keyboard or a finger. */
export function FileButton({ onFiles, disabled = false, title }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        disabled={disabled}
        title={title}
        className="inline-flex h-(--ctl) items-center gap-1.5 rounded-md bg-accent-solid px-3 text-[12px] font-semibold whitespace-nowrap text-on-accent hover:brightness-110 disabled:cursor-not-allowed disabled:opacity-55"
        onClick={() => input.current?.click()}
      >
        <FileUp size={14} aria-hidden="true" /> Import files
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        data-testid="file-input"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ""; // So that the same file can be chosen again.
        }}
      />
    </>
  );
}
