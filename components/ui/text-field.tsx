import { type ComponentProps, useId } from "react";

type TextFieldProps = Omit<ComponentProps<"input">, "id"> & {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly problem?: string | undefined;
};

/** A labelled field of a form, with its hint or what is wrong with it. */
export function TextField({ label, hint, problem, ...input }: TextFieldProps) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-[12px] font-medium text-fg-2">
        {label}
      </label>
      <input
        id={id}
        className="h-[36px] rounded-md border border-line-strong bg-canvas px-2.5 text-[14px] aria-invalid:border-danger pointer-coarse:h-[44px] pointer-coarse:text-[16px]"
        aria-invalid={problem !== undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        {...input}
      />
      {note === undefined ? null : (
        <p id={`${id}-note`} className={`text-[12px] ${problem === undefined ? "text-fg-3" : "text-danger"}`}>
          {note}
        </p>
      )}
    </div>
  );
}
