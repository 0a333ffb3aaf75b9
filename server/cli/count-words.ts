/** `37,922`. */
export const count = (value: number): string => value.toLocaleString("en-US");

/** `1 row`, `37,922 rows`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;
