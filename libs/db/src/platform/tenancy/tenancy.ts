import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { type Query, toRow } from '../queries/query.js';

interface Scope {
  readonly schoolId: string;
  readonly em: EntityManager;
  readonly afterCommit: Set<() => void>;
}

/** Set while any scope of this process is open, whichever {@link Tenancy} opened it. */
const anyScope = new AsyncLocalStorage<true>();

/**
 * For whatever calls the outside: a scope holds a pooled connection and its row locks for as long as the answer takes.
 * @throws while a school scope is open
 */
export function assertNoOpenScope(call: string): void {
  if (anyScope.getStore())
    throw new Error(
      `${call} inside an open school scope; read what the call needs in withSchool, and make the call after it ends`,
    );
}

/** The one way to a school's rows: a transaction that has told Postgres which school it serves. */
export class Tenancy {
  readonly #scope = new AsyncLocalStorage<Scope>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction fenced to one school; joins the open scope when there is one.
   * Calls to Stripe, SMTP and HTTP throw inside it ({@link assertNoOpenScope}).
   *
   * @throws when a scope of another school is open
   */
  withSchool<T>(schoolId: string, work: () => Promise<T>): Promise<T> {
    const outer = this.#scope.getStore();
    if (outer) {
      if (outer.schoolId !== schoolId) throw new Error('a scope holds one school');
      return work();
    }
    return this.#begin(schoolId, work);
  }

  /** Has something done once the open scope has committed. The same function is called once, however often it is given. */
  afterCommit(work: () => void): void {
    this.#open().afterCommit.add(work);
  }

  /** Whether a school scope is open here. */
  get isOpen(): boolean {
    return this.#scope.getStore() !== undefined;
  }

  /** Entity manager of the open scope. @throws outside {@link withSchool} */
  get em(): EntityManager {
    return this.#open().em;
  }

  /** School of the open scope. @throws outside {@link withSchool} */
  get schoolId(): string {
    return this.#open().schoolId;
  }

  /** Repository of an entity in the open scope. */
  repo<E extends ObjectLiteral>(entity: EntityTarget<E>): Repository<E> {
    return this.em.getRepository(entity);
  }

  /** Rows of a statement in the open scope. Statements that return rows from writes need `returning`. */
  async rows<R>(sql: string, parameters: readonly unknown[] = []): Promise<R[]> {
    const result: unknown = await this.em.query(sql, [...parameters]);
    // TypeORM answers update and delete with [rows, count].
    const rows =
      Array.isArray(result) && result.length === 2 && Array.isArray(result[0]) && typeof result[1] === 'number'
        ? result[0]
        : result;
    return rows as R[];
  }

  /** First row of a statement, or undefined. */
  async row<R>(sql: string, parameters: readonly unknown[] = []): Promise<R | undefined> {
    return (await this.rows<R>(sql, parameters))[0];
  }

  /** Rows of a declared statement in the open scope. */
  async rowsOf<R, P extends readonly unknown[]>(query: Query<R, P>, ...parameters: P): Promise<R[]> {
    const rows = await this.rows<Record<string, unknown>>(query.sql, parameters);
    return rows.map((row) => toRow(query, row));
  }

  /** First row of a declared statement, or undefined. */
  async rowOf<R, P extends readonly unknown[]>(query: Query<R, P>, ...parameters: P): Promise<R | undefined> {
    return (await this.rowsOf(query, ...parameters))[0];
  }

  async #begin<T>(schoolId: string, work: () => Promise<T>): Promise<T> {
    const afterCommit = new Set<() => void>();
    const result = await this.dataSource.transaction(async (em) => {
      await em.query(`select set_config('app.school_id', $1, true)`, [schoolId]);
      return this.#scope.run({ schoolId, em, afterCommit }, () => anyScope.run(true, work));
    });
    for (const next of afterCommit) next();
    return result;
  }

  #open(): Scope {
    const scope = this.#scope.getStore();
    if (!scope) throw new Error('no school in scope');
    return scope;
  }
}
