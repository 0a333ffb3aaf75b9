"use client";

import { Dialog as Radix } from "radix-ui";
import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";

type FormDialogProps = {
  readonly trigger: ReactNode;
  readonly title: string;
  /** What it does, in a sentence or two. */
  readonly children?: ReactNode;
  readonly fields: ReactNode;
  readonly submit: string;
  readonly isDanger?: boolean;
  /** Resolves when it is done; what it throws is shown, and the dialog stays. */
  readonly onSubmit: (form: FormData) => Promise<void>;
  /** What else may help after a failure. */
  readonly remedy?: (error: unknown, retry: () => void) => ReactNode;
};

/** A question with fields, over the page until it is answered. */
export function FormDialog(props: FormDialogProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Radix.Root open={isOpen} onOpenChange={setIsOpen}>
      <Radix.Trigger asChild>{props.trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/60" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-24px)] w-[min(440px,calc(100vw-24px))] -translate-x-1/2 -translate-y-1/2 flex-col gap-3 overflow-y-auto rounded-xl border border-line bg-raised p-4 shadow-[0_8px_24px_rgb(0_0_0/.32)]"
        >
          <Radix.Title className="text-[15px] font-semibold">{props.title}</Radix.Title>
          <Form {...props} onDone={() => setIsOpen(false)} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Form({
  children,
  fields,
  submit,
  isDanger,
  onSubmit,
  remedy,
  onDone,
}: FormDialogProps & { onDone: () => void }) {
  const [failure, setFailure] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setFailure(null);
    try {
      await onSubmit(new FormData(event.currentTarget));
      onDone();
    } catch (error) {
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => void send(event)}>
      {children === undefined ? null : <div className="flex flex-col gap-2 text-[13px] text-fg-2">{children}</div>}
      {fields}
      {failure === null ? null : (
        <div role="alert" className="flex flex-col items-start gap-2 rounded-md border border-danger p-2 text-[12px]">
          <p>{failure instanceof Error ? failure.message : String(failure)}</p>
          {remedy?.(failure, () => setFailure(null))}
        </div>
      )}
      <div className="mt-1 flex justify-end gap-2">
        <Radix.Close asChild>
          <Button>Cancel</Button>
        </Radix.Close>
        <Button type="submit" tone={isDanger === true ? "dangerSolid" : "accent"} disabled={isBusy}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
