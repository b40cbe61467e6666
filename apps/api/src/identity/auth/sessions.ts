import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type Audience, Session, Tenancy } from '@perennial/db';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { type FoundSession, Lookups } from '../../platform/database/lookups.js';
import { SessionEnds } from './session-ends.js';
import { hashToken, newToken } from './tokens.js';

/** How long a sign-in lasts. */
export const sessionSeconds = 30 * 24 * 3600;
/** How long a browser stays in that comes from a payment page: time for a first lesson, and to find the mail. */
export const unprovenSeconds = 24 * 3600;

/** What a session may do beside the ordinary. */
export interface SessionTerms {
  /** False where nobody has shown yet that the address is theirs; such a session is short. */
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
   * @param earlier token that the browser had until now; that session ends, so that nobody who knows it stays in
   */
  async open(
    audience: Audience,
    subjectId: string,
    earlier: string | null,
    { proven = true, passwordChoiceUntil = null }: SessionTerms = {},
  ): Promise<OpenedSession> {
    const token = newToken();
    const now = this.clocks.wall();
    await this.tenancy.em.query('delete from session where (subject_id = $1 and expires_at <= $2) or token_hash = $3', [
      subjectId,
      now,
      earlier ? hashToken(earlier) : '',
    ]);
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

  /** The live session of a token and audience, or null. Needs no scope: the session says which school. */
  async find(token: string | null, audience: Audience): Promise<FoundSession | null> {
    if (!token) return null;
    const session = await this.lookups.sessionByToken(hashToken(token));
    return session && session.audience === audience && session.expiresAt > this.clocks.wall() ? session : null;
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
   * Ends the sessions of a subject that came from a payment page, in the open scope: somebody has now shown whose the address is.
   * @returns how many of them were in other browsers than the one with `ownToken`
   */
  async closeUnproven(subjectId: string, ownToken: string | null): Promise<number> {
    const ended = await this.tenancy.rows<{ tokenHash: string }>(
      'delete from session where subject_id = $1 and not proven returning token_hash as "tokenHash"',
      [subjectId],
    );
    if (ended.length > 0) this.ends.announce();
    const own = ownToken && hashToken(ownToken);
    return ended.filter(({ tokenHash }) => tokenHash !== own).length;
  }

  /** Ends every session of a subject but one, in the open scope: after a password changed. */
  async closeOthers(subjectId: string, keepToken: string | null): Promise<void> {
    await this.tenancy.em.query('delete from session where subject_id = $1 and token_hash <> $2', [
      subjectId,
      keepToken ? hashToken(keepToken) : '',
    ]);
    this.ends.announce();
  }
}
