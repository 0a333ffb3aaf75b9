/** The code of an order whose place another has taken, because its venue cannot change orders where they stand. */
export const REPLACED = "replaced";
