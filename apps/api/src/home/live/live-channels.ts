import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Tenancy } from '@perennial/db';
import { type AdminTopic, mergeTopics, type Topic, unloggedTopics } from '@perennial/domain/events';
import { type Change, ChannelListener, Clocks, changesIn } from '@perennial/services';
import { ApiConfig } from '../../platform/database/api-config.js';
import { Refusal } from '../../platform/http/refusal.js';
import { ChangeStream, type Viewer } from './change-stream.js';
import { instantOf, LoggedChanges } from './logged-changes.js';

const heartbeatMs = 20_000;
/** A new page may have read its data this long ago, so its stream begins with the changes since then. */
const freshMs = 10_000;
/** Tabs of one browser. A hidden tab closes its stream. */
const mostPerSession = 8;
/** Topics that support staff may not read. */
const managersOnly: readonly AdminTopic[] = ['api-keys', 'contact-imports'];
const everything: Topic = { key: '*' };

interface OpenSchool {
  readonly streams: Set<ChangeStream>;
  /** Recently forwarded events, which the poll of the log skips. */
  readonly passed: Set<string>;
}

/**
 * The open streams of this process. Changes arrive through Postgres from every process and are forwarded to the affected
 * streams. Messages contain only topics; clients reload through routes that check permissions.
 */
@Injectable()
export class LiveChannels implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #schools = new Map<string, OpenSchool>();
  readonly #log = new Logger('LiveChannels');
  #listener: ChannelListener | null = null;
  #timer: NodeJS.Timeout | null = null;
  #stopping = false;

  constructor(
    private readonly config: ApiConfig,
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly logged: LoggedChanges,
  ) {}

  onApplicationBootstrap(): void {
    this.#listener = new ChannelListener(this.config.env.DATABASE_URL, 'changes', {
      notified: (payload) => {
        for (const change of changesIn(payload)) this.#take(change);
      },
      // Announcements during a disconnection are lost, so connected clients reload everything.
      listening: () => void this.#each(async (schoolId, school) => this.#sweep(schoolId, school, true)),
    });
    this.#listener.start();
    this.#timer = setInterval(() => void this.#beat(), heartbeatMs).unref();
  }

  /** Called before the server closes, because that waits for open responses. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    if (this.#timer) clearInterval(this.#timer);
    for (const { streams } of this.#schools.values()) for (const stream of streams) stream.finish();
    await this.#listener?.stop();
  }

  /**
   * Opens a stream that begins with what changed after the cursor.
   * @throws {Refusal} when the session has too many, or the process is about to end
   */
  async open(viewer: Viewer, cursor: string | undefined): Promise<ChangeStream> {
    if (this.#stopping) throw new Refusal('not_ready', 'The service is about to restart. Connect again in a moment.');
    const school = this.#schools.get(viewer.schoolId) ?? { streams: new Set<ChangeStream>(), passed: new Set<string>() };
    this.#schools.set(viewer.schoolId, school);
    const own = [...school.streams].filter((stream) => stream.viewer.sessionId === viewer.sessionId);
    if (own.length >= mostPerSession)
      throw new Refusal('too_many_attempts', `Only ${mostPerSession} tabs are updated at the same time. Close one of them.`, {
        retryAfterSeconds: heartbeatMs / 1000,
      });
    const stream = new ChangeStream(viewer);
    // Added before the log is read, so that no change is missed in between.
    school.streams.add(stream);
    stream.once('close', () => this.#remove(stream, school));
    try {
      const contactId = viewer.audience === 'member' ? viewer.contactId : null;
      const since = await this.logged.since(viewer.schoolId, cursor ? { cursor } : { ageMs: freshMs }, contactId);
      const topics = since.changes?.flatMap((change) => topicsFor(viewer, change)) ?? [everything];
      stream.begin([...topics, ...unloggedFor(viewer)], since.cursor);
    } catch (error) {
      stream.destroy();
      throw error;
    }
    if (this.#stopping) stream.finish();
    return stream;
  }

  #remove(stream: ChangeStream, school: OpenSchool): void {
    school.streams.delete(stream);
    if (school.streams.size === 0 && this.#schools.get(stream.viewer.schoolId) === school)
      this.#schools.delete(stream.viewer.schoolId);
  }

  #take(change: Change): void {
    const school = this.#schools.get(change.schoolId);
    if (!school) return;
    if (change.sessions) void this.#checkSessions(change.schoolId, school).catch((error: unknown) => this.#failed(error));
    if (change.eventId) school.passed.add(change.eventId);
    for (const stream of school.streams) stream.send(topicsFor(stream.viewer, change), change.eventId);
  }

  async #beat(): Promise<void> {
    for (const { streams } of this.#schools.values()) for (const stream of streams) stream.heartbeat();
    await this.#each(async (schoolId, school) => {
      await this.#checkSessions(schoolId, school);
      await this.#sweep(schoolId, school, false);
    });
  }

  async #each(work: (schoolId: string, school: OpenSchool) => Promise<void>): Promise<void> {
    for (const [schoolId, school] of [...this.#schools]) {
      if (this.#stopping) return;
      await work(schoolId, school).catch((error: unknown) => this.#failed(error));
    }
  }

  /** Delivers changes that were not announced, because the process that committed them may have been killed right after. */
  async #sweep(schoolId: string, school: OpenSchool, unlogged: boolean): Promise<void> {
    const { changes, cursor } = await this.logged.since(schoolId, { ageMs: 2 * heartbeatMs }, null);
    for (const change of changes ?? []) if (!school.passed.has(change.eventId ?? '')) this.#take(change);
    const named = new Set(changes?.map(({ eventId }) => eventId));
    const recent = instantOf(cursor) - 3 * heartbeatMs;
    for (const id of school.passed) if (!named.has(id) && instantOf(id) < recent) school.passed.delete(id);
    for (const stream of school.streams) {
      if (!changes && unlogged) stream.send([everything]);
      if (unlogged) stream.send(unloggedFor(stream.viewer));
    }
  }

  /** Ends the streams whose session has ended, or whose staff member has another role now. */
  async #checkSessions(schoolId: string, school: OpenSchool): Promise<void> {
    const ids = [...new Set([...school.streams].map(({ viewer }) => viewer.sessionId))];
    const live = await this.tenancy.withSchool(schoolId, () =>
      this.tenancy.rows<{ id: string; role: string | null }>(
        `select s.id, f.role from session s left join staff f on s.audience = 'staff' and f.id = s.subject_id
          where s.id = any($1) and s.expires_at > $2`,
        [ids, this.clocks.wall()],
      ),
    );
    const roles = new Map(live.map(({ id, role }) => [id, role]));
    for (const stream of school.streams) {
      const { viewer } = stream;
      if (roles.get(viewer.sessionId) !== (viewer.audience === 'staff' ? viewer.role : null)) stream.finish();
    }
  }

  #failed(error: unknown): void {
    this.#log.warn(`open channels could not be checked: ${String(error)}`);
  }
}

/** The topics of a change for a viewer. Members get only their own. */
function topicsFor(viewer: Viewer, change: Change): readonly Topic[] {
  if (viewer.audience === 'staff') return allowed(viewer.role, change.admin);
  return change.contactId === viewer.contactId ? change.portal : [];
}

const unloggedFor = (viewer: Viewer): readonly Topic[] =>
  mergeTopics(viewer.audience === 'staff' ? allowed(viewer.role, unloggedTopics.admin) : [...unloggedTopics.portal]);

const allowed = (role: string, topics: readonly Topic[]): Topic[] =>
  topics.filter(({ key }) => role !== 'support' || !managersOnly.some((kept) => kept === key));
