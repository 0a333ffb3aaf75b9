/** The desk's sign: a sail in the wind. */
export function BrandMark({ size }: { readonly size: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 24 24">
      <defs>
        <linearGradient id="brand" x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stopColor="var(--accent)" />
          <stop offset="1" stopColor="var(--accent-solid)" />
        </linearGradient>
      </defs>
      <rect width="24" height="24" rx="6" fill="url(#brand)" />
      <path
        d="M6 17.5h12M12 4.5c3.6 2.6 5.3 6 5 10.5h-5zM10.5 8c-1.9 2-3 4.3-3.2 7h3.2z"
        fill="none"
        stroke="#fff"
        strokeWidth="1.5"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}
