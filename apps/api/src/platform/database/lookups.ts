import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A session as found by its token, before any school is in scope. */
export interface FoundSession {
  readonly id: string;
  readonly schoolId: string;
  readonly audience: 'staff' | 'member';
  readonly subjectId: string;
  readonly proven: boolean;
  readonly expiresAt: Date;
}

/** A school before it has an id. */
export interface NewSchool {
  readonly name: string;
  readonly slug: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly supportEmail: string;
}

/** The few queries across schools. Each is a named function of the database that answers with ids. */
@Injectable()
export class Lookups {
  constructor(private readonly dataSource: DataSource) {}

  async schoolBySlug(slug: string): Promise<string | null> {
    return (await this.#row<{ id: string | null }>('select school_by_slug($1) as id', [slug]))?.id ?? null;
  }

  async staffByEmail(email: string): Promise<{ id: string; schoolId: string } | null> {
    return this.#row('select id, school_id as "schoolId" from staff_by_email($1)', [email]);
  }

  async staffTokenByHash(hash: string): Promise<{ id: string; schoolId: string } | null> {
    return this.#row('select id, school_id as "schoolId" from staff_token_by_hash($1)', [hash]);
  }

  async sessionByToken(hash: string): Promise<FoundSession | null> {
    return this.#row(
      `select id, school_id as "schoolId", audience, subject_id as "subjectId", proven, expires_at as "expiresAt" from session_by_token($1)`,
      [hash],
    );
  }

  async apiKeyByToken(hash: string): Promise<{ id: string; schoolId: string } | null> {
    return this.#row('select id, school_id as "schoolId" from api_key_by_token($1)', [hash]);
  }

  async schoolOfStripeConnection(connectionId: string): Promise<string | null> {
    return (await this.#row<{ id: string | null }>('select school_of_stripe_connection($1) as id', [connectionId]))?.id ?? null;
  }

  /** Creates a school row. This is outside any scope, because the school does not exist yet. @returns its id */
  async createSchool(school: NewSchool): Promise<string> {
    const row = await this.#row<{ id: string }>('select create_school($1, $2, $3, $4, $5) as id', [
      school.name,
      school.slug,
      school.timeZone,
      school.currency,
      school.supportEmail,
    ]);
    if (!row) throw new Error('create_school answered nothing');
    return row.id;
  }

  async #row<R>(sql: string, parameters: readonly string[]): Promise<R | null> {
    const rows: R[] = await this.dataSource.query(sql, [...parameters]);
    return rows[0] ?? null;
  }
}
