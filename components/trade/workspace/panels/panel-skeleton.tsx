/** Stands where a panel will be while its code or its first data come. */
export function PanelSkeleton({ words }: { readonly words: string }) {
  return (
    <div role="status" aria-label={words} className="flex min-h-0 flex-1 flex-col gap-2 p-(--pad)">
      <i className="skeleton h-[14px] w-2/5" />
      <i className="skeleton h-[14px] w-4/5" />
      <i className="skeleton min-h-0 flex-1" />
    </div>
  );
}
