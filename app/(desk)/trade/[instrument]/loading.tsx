import { TerminalSkeleton } from "@/components/ui/skeleton.tsx";

export default function Loading() {
  return <TerminalSkeleton />;
}
