import { createHash } from 'node:crypto';
import { snake } from '../../naming.js';

/** TypeScript types that node-postgres returns, by the declared type of the column. */
interface Values {
  readonly uuid: string;
  readonly text: string;
  readonly smallint: number;
  readonly integer: number;
  /** A string, because the value may exceed the safe range of a number. */
  readonly bigint: string;
  readonly float: number;
  readonly boolean: boolean;
  readonly timestamp: Date;
  readonly json: unknown;
  readonly textArray: readonly string[];
}

/** Types of columns, as Postgres names them. The test of all statements compares them with what Postgres describes. */
export const postgresTypes = {
  uuid: 'uuid',
  text: 'text',
  smallint: 'smallint',
  integer: 'integer',
  bigint: 'bigint',
  float: 'double precision',
  boolean: 'boolean',
  timestamp: 'timestamp with time zone',
  json: 'jsonb',
  textArray: 'text[]',
} as const satisfies Record<keyof Values, string>;

/** A column of a row: its type in Postgres, and the type of its values in TypeScript. */
export interface Column<T> {
  readonly type: keyof Values;
  /** Only for the compiler. */
  readonly value?: T;
}

/** Columns that are never null. `text<…>` and `json<…>` can be narrower than Postgres's types. */
export const column = {
  uuid: { type: 'uuid' } as Column<string>,
  text: <T extends string = string>(): Column<T> => ({ type: 'text' }),
  smallint: { type: 'smallint' } as Column<number>,
  integer: { type: 'integer' } as Column<number>,
  bigint: { type: 'bigint' } as Column<string>,
  float: { type: 'float' } as Column<number>,
  boolean: { type: 'boolean' } as Column<boolean>,
  timestamp: { type: 'timestamp' } as Column<Date>,
  json: <T>(): Column<T> => ({ type: 'json' }),
  textArray: <T extends string = string>(): Column<readonly T[]> => ({ type: 'textArray' }),
};

/** A column that may be null. */
export const orNull = <T>({ type }: Column<T>): Column<T | null> => ({ type });

type Columns = Readonly<Record<string, Column<unknown>>>;
type RowOf<C extends Columns> = { readonly [K in keyof C]: C[K] extends Column<infer T> ? T : never };

/** A statement with the type of its rows and of its parameters. Run it with `Tenancy.rowsOf` or `statementsOf`. */
export interface Query<Row, Parameters extends readonly unknown[]> {
  readonly sql: string;
  readonly columns: Columns;
  /** Set for a prepared statement. The same text has the same name: a connection refuses a second text under a name. */
  readonly name?: string;
  /** Only for the compiler. */
  readonly types?: (row: Row, parameters: Parameters) => void;
}

/** Type of a query's rows. */
export type QueryRow<Q> = Q extends Query<infer Row, infer _> ? Row : never;

/**
 * Declares a statement: `defineQuery<[automationId: string]>()({ columns: { contactName: column.text() }, sql: … })`. The names
 * are those of the
 * statement's columns in camel case, so the statement itself has no aliases in quotes. Every statement that a `*.queries.ts`
 * exports is
 * prepared against the migrated schema by a test, which compares its columns with these.
 *
 * `prepared: true` is for statements that run for every event, run or request: each connection has Postgres parse and plan them
 * once. Leave it
 * out where the best plan depends on the parameters.
 */
export const defineQuery =
  <Parameters extends readonly unknown[] = []>() =>
  <C extends Columns>({
    columns,
    sql,
    prepared = false,
  }: {
    readonly columns: C;
    readonly sql: string;
    readonly prepared?: boolean;
  }): Query<RowOf<C>, Parameters> => ({ columns, sql, ...(prepared && { name: nameOf(sql) }) });

const nameOf = (sql: string): string => `s_${createHash('sha256').update(sql).digest('hex').slice(0, 24)}`;

/** Name of a declared column in the statement. */
export const columnName = snake;

const names = new WeakMap<Columns, readonly (readonly [declared: string, inPostgres: string])[]>();

/** A row with the declared names. */
export function toRow<Row>(
  { columns }: Pick<Query<Row, readonly unknown[]>, 'columns'>,
  raw: Readonly<Record<string, unknown>>,
): Row {
  let pairs = names.get(columns);
  if (!pairs) {
    pairs = Object.keys(columns).map((name) => [name, columnName(name)] as const);
    names.set(columns, pairs);
  }
  const row: Record<string, unknown> = {};
  for (const [declared, inPostgres] of pairs) row[declared] = raw[inPostgres];
  return row as Row;
}
