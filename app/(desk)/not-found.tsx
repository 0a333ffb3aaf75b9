export default function DeskNotFound() {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-4 text-center">
      <h1 className="text-[24px] font-[650]">There is nothing here</h1>
      <p className="text-fg-2">The address names no page of this desk. Nothing was changed.</p>
      <a href="/" className="font-semibold text-accent underline">
        Back to the desk
      </a>
    </div>
  );
}
