import { Injectable } from '@nestjs/common';
import { type Query, type Statements, statementsOf } from '@perennial/db';
import { DataSource } from 'typeorm';
import {
  apiKeyByToken,
  createSchool,
  type FoundKey,
  type FoundSession,
  type PortalSession,
  portalVisit,
  type StaffBySession,
  schoolBySlug,
  schoolOfConnection,
  schoolOfWebhook,
  sessionByToken,
  staffByEmail,
  staffBySession,
  staffTokenByHash,
} from './lookups.queries.js';

/** A school before it has an id. */
export interface NewSchool {
  readonly name: string;
  readonly slug: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly supportEmail: string;
}

type InSchool = { readonly id: string; readonly schoolId: string } | null;

/** Queries across schools. Each is a database function that returns IDs. */
@Injectable()
export class Lookups {
  readonly #statements: Statements;

  constructor(dataSource: DataSource) {
    this.#statements = statementsOf(dataSource);
  }

  /** The school of a portal and the member's session in it, in one statement; null where no school has the slug. */
  async portalVisit(slug: string, tokenHash: string | null): Promise<{ schoolId: string; session: PortalSession | null } | null> {
    const row = await this.#row(portalVisit, slug, tokenHash);
    if (!row) return null;
    const { schoolId, sessionId, contactId, proven, expiresAt } = row;
    const known = sessionId !== null && contactId !== null && proven !== null && expiresAt !== null;
    return { schoolId, session: known ? { id: sessionId, contactId, proven, expiresAt } : null };
  }

  async schoolBySlug(slug: string): Promise<string | null> {
    return (await this.#row(schoolBySlug, slug))?.id ?? null;
  }

  staffByEmail(email: string): Promise<InSchool> {
    return this.#row(staffByEmail, email);
  }

  staffTokenByHash(hash: string): Promise<InSchool> {
    return this.#row(staffTokenByHash, hash);
  }

  sessionByToken(hash: string): Promise<FoundSession | null> {
    return this.#row(sessionByToken, hash);
  }

  /** The staff member of a session, and until when it lasts, in one statement. */
  staffBySession(hash: string): Promise<StaffBySession | null> {
    return this.#row(staffBySession, hash);
  }

  apiKeyByToken(hash: string): Promise<FoundKey | null> {
    return this.#row(apiKeyByToken, hash);
  }

  async schoolOfStripeConnection(connectionId: string): Promise<string | null> {
    return (await this.#row(schoolOfConnection, connectionId))?.id ?? null;
  }

  /** The school of an address for webhooks; null if the address is unknown or its secret is another. */
  async schoolOfWebhook(id: string, secretHash: string): Promise<string | null> {
    return (await this.#row(schoolOfWebhook, id, secretHash))?.id ?? null;
  }

  /** Creates a school row. This is outside any scope, because the school does not exist yet. @returns its id */
  async createSchool({ name, slug, timeZone, currency, supportEmail }: NewSchool): Promise<string> {
    const row = await this.#row(createSchool, name, slug, timeZone, currency, supportEmail);
    if (!row) throw new Error('create_school answered nothing');
    return row.id;
  }

  async #row<R, P extends readonly unknown[]>(query: Query<R, P>, ...parameters: P): Promise<R | null> {
    return (await this.#statements.rowOf(query, ...parameters)) ?? null;
  }
}
