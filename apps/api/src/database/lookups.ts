import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A session as found by its token, before any school is in scope. */
export interface FoundSession {
  readonly id: string;
  readonly schoolId: string;
  readonly audience: 'staff' | 'member';
  readonly subjectId: string;
  readonly expiresAt: Date;
}

/** The few questions that may be asked across schools. Each is a named function of the database that answers with ids. */
@Injectable()
export class Lookups {
  constructor(private readonly dataSource: DataSource) {}

  async schoolBySlug(slug: string): Promise<string | null> {
    return (await this.#row<{ id: string | null }>('select school_by_slug($1) as id', [slug]))?.id ?? null;
  }

  async staffByEmail(email: string): Promise<{ id: string; schoolId: string } | null> {
    return this.#row('select id, school_id as "schoolId" from staff_by_email($1)', [email]);
  }

  async sessionByToken(hash: string): Promise<FoundSession | null> {
    return this.#row(
      `select id, school_id as "schoolId", audience, subject_id as "subjectId", expires_at as "expiresAt" from session_by_token($1)`,
      [hash],
    );
  }

  async apiKeyByToken(hash: string): Promise<{ id: string; schoolId: string } | null> {
    return this.#row('select id, school_id as "schoolId" from api_key_by_token($1)', [hash]);
  }

  async schoolOfStripeConnection(connectionId: string): Promise<string | null> {
    return (await this.#row<{ id: string | null }>('select school_of_stripe_connection($1) as id', [connectionId]))?.id ?? null;
  }

  async #row<R>(sql: string, parameters: readonly string[]): Promise<R | null> {
    const rows: R[] = await this.dataSource.query(sql, [...parameters]);
    return rows[0] ?? null;
  }
}
