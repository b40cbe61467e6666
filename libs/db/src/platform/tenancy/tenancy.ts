import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import type { Query } from '../queries/query.js';
import { type Statements, statementsOf } from '../queries/statements.js';
import { enterSchool, enterSchoolKeepingPlans } from './school-scope.queries.js';

interface Scope {
  readonly schoolId: string;
  readonly em: EntityManager;
  readonly statements: Statements;
  readonly afterCommit: Set<() => void>;
}

/** How a scope runs its statements. */
interface ScopeOptions {
  /**
   * Prepared statements keep one plan, whatever their parameters are. For scopes whose statements find rows by key: Postgres would plan
   * one that takes lists anew for every length of the list, which takes longer than to run it.
   */
  readonly keepPlans?: boolean;
}

/** Set while any scope of this process is open, whichever {@link Tenancy} opened it. */
const anyScope = new AsyncLocalStorage<true>();

/**
 * Called before external requests, because an open scope would hold a pooled connection and its row locks until the response
 * arrives.
 * @throws while a school scope is open
 */
export function assertNoOpenScope(call: string): void {
  if (anyScope.getStore())
    throw new Error(
      `${call} inside an open school scope; read what the call needs in withSchool, and make the call after it ends`,
    );
}

/** The only access to a school's rows: a transaction in which Postgres knows the school. */
export class Tenancy implements Statements {
  readonly #scope = new AsyncLocalStorage<Scope>();

  constructor(private readonly dataSource: DataSource) {}

  /**
   * Runs `work` in a transaction restricted to one school. Joins the open scope if there is one.
   * Calls to Stripe, SMTP, HTTP and the file storage throw inside it ({@link assertNoOpenScope}).
   *
   * @throws when a scope of another school is open
   */
  withSchool<T>(schoolId: string, work: () => Promise<T>, options: ScopeOptions = {}): Promise<T> {
    const outer = this.#scope.getStore();
    if (outer) {
      if (outer.schoolId !== schoolId) throw new Error('a scope holds one school');
      return work();
    }
    return this.#begin(schoolId, work, options);
  }

  /**
   * Registers a function to call after the open scope has committed. A function that is registered several times is called
   * once.
   */
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
    // TypeORM returns [rows, count] for update and delete.
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
    return this.#open().statements.rowsOf(query, ...parameters);
  }

  /** First row of a declared statement, or undefined. */
  async rowOf<R, P extends readonly unknown[]>(query: Query<R, P>, ...parameters: P): Promise<R | undefined> {
    return this.#open().statements.rowOf(query, ...parameters);
  }

  async #begin<T>(schoolId: string, work: () => Promise<T>, { keepPlans = false }: ScopeOptions): Promise<T> {
    const afterCommit = new Set<() => void>();
    const result = await this.dataSource.transaction(async (em) => {
      const statements = statementsOf(em);
      await statements.rowsOf(keepPlans ? enterSchoolKeepingPlans : enterSchool, schoolId);
      return this.#scope.run({ schoolId, em, statements, afterCommit }, () => anyScope.run(true, work));
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
