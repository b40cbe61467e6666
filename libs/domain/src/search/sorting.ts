/** What a list can be sorted by, and the order in which a query asks for it: `name`, or `-name` for descending. */
export type SortOrder<Column extends string> = Column | `-${Column}`;

/** Every order of a list that can be sorted by these columns. */
export const sortOrders = <const Column extends string>(
  columns: readonly [Column, ...Column[]],
): readonly [SortOrder<Column>, ...SortOrder<Column>[]] => [
  columns[0],
  ...columns.slice(1),
  ...columns.map((column) => `-${column}` as const),
];
