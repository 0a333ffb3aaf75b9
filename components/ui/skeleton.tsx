/** A grey box where something will stand. */
const Bone = ({ className }: { readonly className: string }) => (
  <div className={`rounded-sm bg-hover motion-safe:animate-pulse ${className}`} />
);

/** A page that is on its way, in the shape of a strip and a table. */
export function PageSkeleton() {
  return (
    <div role="status" aria-label="The page is loading" className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-[44px] shrink-0 items-center gap-6 border-b border-line-subtle bg-panel px-4">
        <Bone className="h-[18px] w-[120px]" />
        <Bone className="h-[14px] w-[80px]" />
        <Bone className="h-[14px] w-[80px] max-sm:hidden" />
      </div>
      <div className="flex flex-1 flex-col gap-3 overflow-hidden bg-panel p-4">
        {["w-3/5", "w-4/5", "w-2/3", "w-3/4", "w-1/2", "w-2/3", "w-3/5", "w-4/5"].map((width, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
          <Bone key={row} className={`h-[14px] ${width}`} />
        ))}
      </div>
    </div>
  );
}

/** The terminal that is on its way, with its panels where they will be. */
export function TerminalSkeleton() {
  return (
    <div
      role="status"
      aria-label="The market is loading"
      className="flex min-h-0 flex-1 flex-col gap-px bg-line-subtle"
    >
      <div className="flex h-[44px] shrink-0 items-center gap-6 bg-panel px-4">
        <Bone className="h-[18px] w-[120px]" />
        <Bone className="h-[20px] w-[100px]" />
        <Bone className="h-[14px] w-[80px] max-sm:hidden" />
      </div>
      <div className="flex min-h-0 flex-1 gap-px">
        <div className="flex-1 bg-panel p-4">
          <Bone className="h-full w-full" />
        </div>
        <div className="flex w-[264px] flex-col gap-2 bg-panel p-4 max-lg:hidden">
          {["w-full", "w-5/6", "w-2/3", "w-1/2", "w-1/3", "w-1/2", "w-2/3", "w-5/6"].map((width, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move.
            <Bone key={row} className={`h-[16px] ${width}`} />
          ))}
        </div>
        <div className="w-[316px] bg-panel p-4 max-sm:hidden">
          <Bone className="h-[240px] w-full" />
        </div>
      </div>
    </div>
  );
}
