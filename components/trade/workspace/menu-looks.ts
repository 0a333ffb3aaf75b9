/** The looks that the terminal's menus share. */
export const MENU =
  "z-50 flex max-h-(--radix-dropdown-menu-content-available-height) min-w-[190px] flex-col overflow-auto rounded-lg border border-line bg-raised p-1 shadow-[0_8px_24px_rgb(0_0_0/.32)]";
export const MENU_ITEM =
  "flex min-h-[max(26px,var(--row))] cursor-pointer items-center gap-2 rounded-sm px-2 text-[12px] outline-none data-highlighted:bg-hover data-disabled:cursor-default data-disabled:text-fg-3";
export const MENU_LINE = "my-1 h-px shrink-0 bg-line-subtle";
