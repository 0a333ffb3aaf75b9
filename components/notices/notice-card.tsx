import { CircleCheck, CircleX, Info, type LucideIcon, OctagonAlert, TriangleAlert, X } from "lucide-react";
import { Button } from "../ui/button.tsx";
import type { Notice } from "./notify.ts";

const LOOKS: Record<Notice["kind"], { readonly Icon: LucideIcon; readonly border: string; readonly ink: string }> = {
  info: { Icon: Info, border: "border-line", ink: "text-info" },
  success: { Icon: CircleCheck, border: "border-line", ink: "text-ok" },
  warn: { Icon: TriangleAlert, border: "border-warn", ink: "text-warn" },
  error: { Icon: CircleX, border: "border-danger", ink: "text-danger" },
  critical: { Icon: OctagonAlert, border: "border-2 border-(--critical)", ink: "text-(--critical)" },
};

type NoticeCardProps = { readonly notice: Notice; readonly onDismiss: () => void };

export function NoticeCard({ notice: { kind, title, detail, action }, onDismiss }: NoticeCardProps) {
  const { Icon, border, ink } = LOOKS[kind];
  return (
    <div
      data-notice={kind}
      className={`flex w-full items-start gap-2 rounded-lg border bg-raised py-2 pr-1.5 pl-2.5 text-[12px] text-fg shadow-[0_8px_24px_rgb(0_0_0/.32)] ${border}`}
    >
      <Icon size={15} aria-hidden="true" className={`mt-px shrink-0 ${ink}`} />
      <div className="flex min-w-0 flex-1 flex-col gap-1 py-px">
        <p className={`wrap-anywhere ${detail === undefined ? "" : "font-semibold"}`}>{title}</p>
        {detail === undefined ? null : <p className="wrap-anywhere text-fg-2">{detail}</p>}
        {action === undefined ? null : (
          <Button
            size="row"
            className="self-start"
            onClick={() => {
              onDismiss();
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
      </div>
      <button
        type="button"
        aria-label="Dismiss"
        className="grid size-[24px] shrink-0 place-items-center rounded-sm text-fg-3 hover:text-fg pointer-coarse:size-[44px]"
        onClick={onDismiss}
      >
        <X size={14} />
      </button>
    </div>
  );
}
