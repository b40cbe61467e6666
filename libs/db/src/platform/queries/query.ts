import { snake } from '../../naming.js';

/** What node-postgres makes of a column, by the type that a statement declares for it. */
interface Values {
  readonly uuid: string;
  readonly text: string;
  readonly integer: number;
  readonly float: number;
  readonly boolean: boolean;
  readonly timestamp: Date;
  readonly json: unknown;
}

/** Types of columns, as Postgres names them. The test of all statements compares them with what Postgres describes. */
export const postgresTypes = {
  uuid: 'uuid',
  text: 'text',
  integer: 'integer',
  float: 'double precision',
  boolean: 'boolean',
  timestamp: 'timestamp with time zone',
  json: 'jsonb',
} as const satisfies Record<keyof Values, string>;

/** A column of a row: its type in Postgres, and the type of its values in TypeScript. */
export interface Column<T> {
  readonly type: keyof Values;
  /** Only for the compiler. */
  readonly value?: T;
}

/** Columns that are never null. `text<…>` and `json<…>` may say more than Postgres knows. */
export const column = {
  uuid: { type: 'uuid' } as Column<string>,
  text: <T extends string = string>(): Column<T> => ({ type: 'text' }),
  integer: { type: 'integer' } as Column<number>,
  float: { type: 'float' } as Column<number>,
  boolean: { type: 'boolean' } as Column<boolean>,
  timestamp: { type: 'timestamp' } as Column<Date>,
  json: <T>(): Column<T> => ({ type: 'json' }),
};

/** A column that may be null. */
export const orNull = <T>({ type }: Column<T>): Column<T | null> => ({ type });

type Columns = Readonly<Record<string, Column<unknown>>>;
type RowOf<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/** A statement with the type of its rows and of its parameters. Run it with `Tenancy.rowsOf`. */
export interface Query<Row, Parameters extends readonly unknown[]> {
  readonly sql: string;
  readonly columns: Columns;
  /** Only for the compiler. */
  readonly types?: (row: Row, parameters: Parameters) => void;
}

/** Type of a query's rows. */
export type QueryRow<Q> = Q extends Query<infer Row, infer _> ? Row : never;

/**
 * Declares a statement: `defineQuery<[automationId: string]>()({ columns: { contactName: column.text() }, sql: … })`. The names are those of the
 * statement's columns in camel case, so the statement itself has no aliases in quotes. Every statement that a `*.queries.ts` exports is
 * prepared against the migrated schema by a test, which compares its columns with these.
 */
export const defineQuery =
  <Parameters extends readonly unknown[] = []>() =>
  <C extends Columns>(query: { readonly columns: C; readonly sql: string }): Query<RowOf<C>, Parameters> =>
    query;

/** Name of a declared column in the statement. */
export const columnName = snake;

/** A row with the declared names. */
export function toRow<Row>(query: Pick<Query<Row, readonly unknown[]>, 'columns'>, raw: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(Object.keys(query.columns).map((name) => [name, raw[columnName(name)]])) as Row;
}
