import pg from 'pg';

/** What `pg` keeps of the options of a connection. */
interface Connected {
  readonly connectionParameters: { readonly application_name?: string };
}

/**
 * The statements that the API or the relay of a spec, which runs in this process, sends to Postgres, in their order. Those of the
 * Stripe sandbox beside it are not counted. Notifications to open screens are sent after a commit and may fall into a later
 * request, so they are left out.
 */
export class Statements {
  #seen: string[] = [];

  /** @param application the name of the connections whose statements count */
  constructor(application = 'perennial-api') {
    const seen = (text: string) => {
      if (!text.includes("pg_notify('changes'")) this.#seen.push(text);
    };
    // Prepared statements bypass the logger of TypeORM, so both are counted at the driver.
    const { query } = pg.Client.prototype;
    pg.Client.prototype.query = function (this: pg.Client & Connected, ...given: [unknown]) {
      const [first] = given;
      if (this.connectionParameters.application_name === application)
        seen(typeof first === 'string' ? first : String((first as { text?: string }).text));
      return (query as (...all: [unknown]) => unknown).apply(this, given);
    } as typeof query;
  }

  forget(): void {
    this.#seen = [];
  }

  get all(): readonly string[] {
    return this.#seen;
  }

  /** How many transactions were opened. */
  get transactions(): number {
    return this.#seen.filter((statement) => /^(start transaction|begin)/i.test(statement)).length;
  }
}
