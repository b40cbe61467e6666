import pg from 'pg';
import { ddl } from './ddl.js';

// Sequences and timestamps fit a number. The global parser is left alone, because other code in the process uses it.
const parserOf: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format === 'binary' ? undefined : format);

const ignore = (): void => undefined;

/** The sandbox's own database. */
export class Database {
  private readonly tails = new Map<string, Promise<void>>();
  private constructor(readonly pool: pg.Pool) {}

  /** Connects and creates missing tables. */
  static async open(url: string): Promise<Database> {
    const pool = new pg.Pool({ connectionString: url, max: 8, types: { getTypeParser: parserOf } });
    // A dropped idle connection is replaced on the next use; without a listener it would end the process.
    pool.on('error', () => undefined);
    // Two sandboxes may start on one database at the same time.
    await pool.query(`begin; select pg_advisory_xact_lock(4711); ${ddl} commit;`);
    return new Database(pool);
  }

  /** Runs one statement outside any transaction. */
  async query<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(text, [...values])).rows;
  }

  /** Runs `work` in a transaction that holds the account's lock; transactions of one account run one after the other. */
  async transaction<T>(account: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    // Callers queue here before they wait for the lock, so that a busy account does not hold every connection of the pool.
    const turn = (this.tails.get(account) ?? Promise.resolve()).then(() => this.locked(account, work));
    const tail = turn.then(ignore, ignore);
    this.tails.set(account, tail);
    try {
      return await turn;
    } finally {
      if (this.tails.get(account) === tail) this.tails.delete(account);
    }
  }

  private async locked<T>(account: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [account]);
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => undefined);
      throw error;
    } finally {
      client.release();
    }
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
