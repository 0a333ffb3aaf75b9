// Node loads this before Next, in the same process and without tsx; so it is plain JavaScript.

// A browser's live stream never ends by itself: it is not waited for. The web holds nothing that is not stored.
process.on("SIGTERM", () => setTimeout(() => process.exit(0), 1_500).unref());

// When the supervisor dies its channel closes, and nothing of the desk may outlive it.
process.on("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), 2_000);
});
