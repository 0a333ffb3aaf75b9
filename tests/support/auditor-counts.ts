/** What a session did, as the auditor counts it. */
export const noCounts = () => ({
  batches: 0,
  orders: 0,
  denied: 0,
  fills: 0,
  commands: 0,
  restarts: 0,
  amendments: 0,
  held: 0,
  released: 0,
  trailed: 0,
  orphans: 0,
  armed: 0,
  resized: 0,
  late: 0,
  cashMoves: 0,
});
