/** How every tool above a table looks; pressed or open ones stand out. */
export const TOOL =
  "inline-flex h-[24px] min-w-[24px] items-center justify-center gap-1 rounded-sm px-1.5 text-[11px] font-medium whitespace-nowrap text-fg-3 hover:bg-hover hover:text-fg disabled:opacity-55 aria-pressed:bg-selected aria-pressed:text-fg data-[state=open]:bg-hover data-[state=open]:text-fg pointer-coarse:h-[44px] pointer-coarse:px-3 pointer-coarse:text-[13px]";

export const MENU = "z-50 min-w-[180px] rounded-lg border border-line bg-raised p-1 shadow-[0_8px_24px_rgb(0_0_0/.32)]";

export const MENU_ITEM =
  "flex min-h-[28px] cursor-pointer items-center justify-between gap-3 rounded-sm px-2 text-[12px] text-fg-2 outline-none data-[disabled]:cursor-not-allowed data-[disabled]:text-fg-3 data-[highlighted]:bg-hover data-[highlighted]:text-fg pointer-coarse:min-h-[44px]";
