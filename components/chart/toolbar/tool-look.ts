/** The look of the controls above a chart. */
export const TOOL =
  "inline-flex h-[24px] min-w-[26px] shrink-0 items-center justify-center gap-1 rounded-sm px-1.5 text-[12px] font-medium whitespace-nowrap text-fg-3 hover:bg-hover hover:text-fg aria-pressed:bg-selected aria-pressed:text-fg data-[state=open]:bg-hover data-[state=open]:text-fg pointer-coarse:h-[44px] pointer-coarse:min-w-[44px]";

export const MENU =
  "z-50 flex min-w-[180px] flex-col rounded-lg border border-line bg-raised p-1 text-[12px] shadow-[0_8px_24px_rgb(0_0_0/.32)]";

export const MENU_ITEM =
  "flex min-h-[max(28px,var(--row))] cursor-pointer items-center gap-2 rounded-sm px-2 outline-none data-disabled:cursor-default data-disabled:text-fg-disabled data-highlighted:bg-hover data-[state=checked]:bg-selected";

/** Where menus and dialogs go: within what is shown in full screen, for nothing else is then seen. */
export const floatRoot = (): HTMLElement | null => {
  const root = typeof document === "undefined" ? null : document.fullscreenElement;
  return root instanceof HTMLElement ? root : null;
};
