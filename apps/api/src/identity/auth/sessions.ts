import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Audience, Session, Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { Lookups } from '../../platform/database/lookups.js';
import type { FoundSession, StaffBySession } from '../../platform/database/lookups.queries.js';
import { hashToken, newToken } from '../../platform/http/tokens.js';
import { endEarlierSessions, endOtherSessions, endUnprovenSessions } from './auth.queries.js';
import { SessionEnds } from './session-ends.js';

/** How long a sign-in lasts. */
export const sessionSeconds = 30 * 24 * 3600;
/** How long the session of a browser from a payment page lasts: enough for a first lesson, and to find the email. */
export const unprovenSeconds = 24 * 3600;

/** Special rights of a session. */
export interface SessionTerms {
  /** False while the address is not confirmed. Such a session is short. */
  readonly proven?: boolean;
  /** Until when it may set a password without the current one. */
  readonly passwordChoiceUntil?: Date | null;
}

/** A session that was just opened: its row, and the token for the cookie. */
export interface OpenedSession {
  readonly id: string;
  readonly token: string;
}

/** Opaque sessions: the cookie holds the token, the row its hash; deleting the row signs out. */
@Injectable()
export class Sessions {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly lookups: Lookups,
    private readonly clocks: Clocks,
    private readonly ends: SessionEnds,
    @InjectRepository(Session) private readonly sessions: Repository<Session>,
  ) {}

  /**
   * Opens a session in the open scope.
   * @param earlier previous token of the browser. Its session ends, so that a known token cannot be used any longer
   */
  async open(
    audience: Audience,
    subjectId: string,
    earlier: string | null,
    { proven = true, passwordChoiceUntil = null }: SessionTerms = {},
  ): Promise<OpenedSession> {
    const token = newToken();
    const now = this.clocks.wall();
    await this.tenancy.rowsOf(endEarlierSessions, subjectId, now, earlier ? hashToken(earlier) : '');
    if (earlier) this.ends.announce();
    const session = this.sessions.create({
      audience,
      subjectId,
      tokenHash: hashToken(token),
      proven,
      passwordChoiceUntil,
      expiresAt: new Date(now.getTime() + (proven ? sessionSeconds : unprovenSeconds) * 1000),
    });
    const { id } = await this.sessions.save(session);
    return { id, token };
  }

  /** The live session of a token and audience, or null. Needs no scope, because the session has the school. */
  async find(token: string | null, audience: Audience): Promise<FoundSession | null> {
    if (!token) return null;
    const session = await this.lookups.sessionByToken(hashToken(token));
    return session && session.audience === audience && session.expiresAt > this.clocks.wall() ? session : null;
  }

  /** The staff member of a live session, or null. Needs no scope. */
  async findStaff(token: string | null): Promise<StaffBySession | null> {
    const staff = token ? await this.lookups.staffBySession(hashToken(token)) : null;
    return staff && staff.expiresAt > this.clocks.wall() ? staff : null;
  }

  /** Ends a session by its token. */
  async close(token: string | null, audience: Audience): Promise<void> {
    const session = await this.find(token, audience);
    if (!session) return;
    await this.tenancy.withSchool(session.schoolId, async () => {
      await this.sessions.delete({ id: session.id });
      this.ends.announce();
    });
  }

  /**
   * Ends the sessions of a subject that came from a payment page, in the open scope, because the address has now been confirmed.
   * @returns how many of them were in other browsers than the one with `ownToken`
   */
  async closeUnproven(subjectId: string, ownToken: string | null): Promise<number> {
    const ended = await this.tenancy.rowsOf(endUnprovenSessions, subjectId);
    if (ended.length > 0) this.ends.announce();
    const own = ownToken && hashToken(ownToken);
    return ended.filter(({ tokenHash }) => tokenHash !== own).length;
  }

  /** Ends every session of a subject but one, in the open scope: after a password changed. */
  async closeOthers(subjectId: string, keepToken: string | null): Promise<void> {
    await this.tenancy.rowsOf(endOtherSessions, subjectId, keepToken ? hashToken(keepToken) : '');
    this.ends.announce();
  }
}
