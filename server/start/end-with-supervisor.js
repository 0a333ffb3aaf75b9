// Node loads this before Next, in the same process and without tsx; so it is plain JavaScript.
// When the supervisor dies its channel closes, and nothing of the desk may outlive it.
process.on("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), 2_000);
});
