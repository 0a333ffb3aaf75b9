/** Starts a watch of what this process computes, so that others on the machine do not count. Answers seconds of one core. */
export function coreSeconds(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000_000;
  };
}
