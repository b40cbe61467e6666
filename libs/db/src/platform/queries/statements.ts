import pg, { type ClientBase } from 'pg';
import { DataSource, type EntityManager, QueryFailedError, type QueryRunner } from 'typeorm';
import { type Query, toRow } from './query.js';

/** Runs declared statements in a transaction, in the open school scope, or on a connection of the pool. */
export interface Statements {
  /** Rows of a declared statement. */
  rowsOf<R, P extends readonly unknown[]>(query: Query<R, P>, ...parameters: P): Promise<R[]>;
  /** First row of a declared statement, or undefined. */
  rowOf<R, P extends readonly unknown[]>(query: Query<R, P>, ...parameters: P): Promise<R | undefined>;
}

/**
 * Declared statements in a transaction (an entity manager), or each on its own (a data source). TypeORM has no prepared
 * statements, so they are given to the connection of `pg` that it holds.
 */
export function statementsOf(source: EntityManager | DataSource): Statements {
  async function rowsOf<R, P extends readonly unknown[]>(query: Query<R, P>, ...parameters: P): Promise<R[]> {
    const held = source instanceof DataSource ? undefined : source.queryRunner;
    if (held) return run(held, query, parameters);
    const own = (source instanceof DataSource ? source : source.dataSource).createQueryRunner();
    try {
      return await run(own, query, parameters);
    } finally {
      await own.release();
    }
  }
  return { rowsOf, rowOf: async (query, ...parameters) => (await rowsOf(query, ...parameters))[0] };
}

async function run<R, P extends readonly unknown[]>(runner: QueryRunner, query: Query<R, P>, parameters: P): Promise<R[]> {
  const client = (await runner.connect()) as ClientBase;
  const { name, sql: text } = query;
  try {
    const { rows } = await client.query<Record<string, unknown>>({ text, values: [...parameters], ...(name && { name }) });
    return rows.map((row) => toRow(query, row));
  } catch (error) {
    // The error that TypeORM throws for a failed statement, so that callers and the logger handle one kind of error.
    throw error instanceof Error ? new QueryFailedError(text, [...parameters], error) : error;
  }
}

/**
 * Whether Postgres answered that a statement failed, on a connection that goes on: nothing of the statement was kept. After a connection that
 * ended, it is unknown whether it was committed.
 */
export const isRefusedByPostgres = (error: unknown): boolean =>
  error instanceof QueryFailedError && error.driverError instanceof pg.DatabaseError && error.driverError.severity === 'ERROR';
