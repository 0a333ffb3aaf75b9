type Left = { readonly workingOrders: number; readonly heldOrders: number };

/** What becomes of working orders while the desk is stopped; those that the worker holds watch nothing meanwhile. */
export function farewell({ workingOrders, heldOrders }: Left): string {
  if (workingOrders === 0) return "No order was working.";
  const orders = workingOrders === 1 ? "order stays" : "orders stay";
  const kept = `${workingOrders} working ${orders} journaled and will work again at the next start.`;
  if (heldOrders === 0) return kept;
  const waits =
    heldOrders === 1 ? "waits for its trigger here: it protects" : "wait for their triggers here: they protect";
  return `${kept} ${heldOrders} of them ${waits} nothing until then.`;
}
