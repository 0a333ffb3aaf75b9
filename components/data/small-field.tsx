import { type ComponentProps, type ReactNode, useId } from "react";

const BOX =
  "h-[max(28px,var(--ctl))] rounded-sm border bg-canvas px-2 text-[12px] pointer-coarse:text-[16px] aria-invalid:border-danger";

type SmallFieldProps = Omit<ComponentProps<"input">, "id"> & { readonly label: string; readonly problem?: boolean };

/** A field of a dense form: its name stands small above it. */
export function SmallField({ label, problem = false, className = "", ...input }: SmallFieldProps) {
  const id = useId();
  return (
    <span className="flex min-w-0 flex-col gap-0.5">
      <label htmlFor={id} className="text-[11px] text-fg-3">
        {label}
      </label>
      <input
        id={id}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem}
        className={`${BOX} border-line-strong ${className}`}
        {...input}
      />
    </span>
  );
}

type SmallSelectProps = Omit<ComponentProps<"select">, "id"> & { readonly label: string; readonly children: ReactNode };

export function SmallSelect({ label, className = "", children, ...select }: SmallSelectProps) {
  const id = useId();
  return (
    <span className="flex min-w-0 flex-col gap-0.5">
      <label htmlFor={id} className="text-[11px] text-fg-3">
        {label}
      </label>
      <select id={id} className={`${BOX} border-line-strong ${className}`} {...select}>
        {children}
      </select>
    </span>
  );
}
