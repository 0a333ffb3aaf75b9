const WIDTH = 104;
const HEIGHT = 18;

/** The path through the points; a hole in the data is a hole in the line. */
export function sparkPath(points: readonly (number | null)[], width: number, height: number): string {
  const known = points.filter((point) => point !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const step = points.length < 2 ? 0 : width / (points.length - 1);
  let path = "";
  let isDrawing = false;
  points.forEach((point, index) => {
    if (point === null) {
      isDrawing = false;
      return;
    }
    const y = span === 0 ? height / 2 : height - ((point - low) / span) * height;
    path += `${isDrawing ? "L" : "M"}${(index * step).toFixed(1)} ${y.toFixed(1)}`;
    isDrawing = true;
  });
  return path;
}

type SparklineProps = { readonly points: readonly (number | null)[]; readonly tone: "up" | "down" | "flat" };

const STROKES = { up: "stroke-up", down: "stroke-down", flat: "stroke-flat" } as const;

/** The day's course in the space of a row; the figures beside it say the same in numbers. */
export function Sparkline({ points, tone }: SparklineProps) {
  if (points.filter((point) => point !== null).length < 2) return null;
  return (
    <svg
      aria-hidden="true"
      viewBox={`-1 -1 ${WIDTH + 2} ${HEIGHT + 2}`}
      preserveAspectRatio="none"
      className={`h-[18px] w-full fill-none ${STROKES[tone]}`}
    >
      <path
        d={sparkPath(points, WIDTH, HEIGHT)}
        strokeWidth={1.25}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
