import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createCertificateActivities, createLearningActivities, PublicAddresses, type Services } from '@perennial/activities';
import type { CertificateBatchInput, WorkflowCall } from '@perennial/contracts';
import { Contact, CourseModule, Lesson, Product } from '@perennial/db';
import { createLogger } from '@perennial/logging';
import { FrozenGraphs } from '@perennial/services';
import { openStorage, type Storage } from '@perennial/storage';
import { SecretBox, StripeClients } from '@perennial/stripe';
import { openDatabase, type TestDatabase } from '../../support/database.js';
import { drain, relayOver } from '../../support/relay.js';

const log = createLogger('silent', 'spec');
const immediate = { mode: 'immediate' };

/** A lesson of a course that a spec draws: its title and when it opens. */
export interface DrawnLesson {
  readonly title: string;
  readonly release?: object;
  readonly required?: boolean;
  readonly preview?: boolean;
}

/**
 * Real: Postgres, the relay, the activities, the storage in a folder. Instead of Temporal, calls run immediately,
 * and the spec sets the time.
 */
export class Classroom {
  now = new Date('2026-01-01T00:00:00Z');
  db: TestDatabase;
  school: string;
  storageFolder: string;
  #storage: Storage | undefined;
  readonly made: WorkflowCall[] = [];
  #people = 0;

  static async open(prefix: string): Promise<Classroom> {
    const classroom = new Classroom();
    classroom.db = await openDatabase(prefix, { wall: () => classroom.now });
    classroom.school = await classroom.db.school('kiln');
    classroom.storageFolder = await mkdtemp(join(tmpdir(), 'perennial-classroom-'));
    return classroom;
  }

  async close(): Promise<void> {
    await this.db.close();
    await rm(this.storageFolder, { recursive: true });
  }

  get storage() {
    this.#storage ??= openStorage(pathToFileURL(this.storageFolder).href);
    return this.#storage;
  }

  get learning() {
    return createLearningActivities(this.#services());
  }

  get certificates() {
    const addresses = new PublicAddresses('http://admin.test', 'http://{slug}.test', Buffer.alloc(32).toString('base64'));
    return createCertificateActivities(this.#services(), this.storage, addresses);
  }

  in<T>(work: () => Promise<T>): Promise<T> {
    return this.db.tenancy.withSchool(this.school, work);
  }

  person(change: Partial<Contact> = {}): Promise<string> {
    const email = `person${this.#people++}@example.com`;
    return this.in(
      async () =>
        (await this.db.tenancy.repo(Contact).insert({ email, name: 'Ana', timeZone: 'Europe/Berlin', ...change })).identifiers[0]
          ?.id,
    );
  }

  /** A course of one module. */
  course(lessons: readonly DrawnLesson[], release: object = immediate): Promise<string> {
    const { tenancy } = this.db;
    return this.in(async () => {
      const slug = `course-${this.#people++}`;
      const courseId: string = (await tenancy.repo(Product).insert({ kind: 'course', title: 'Wheel', slug, status: 'published' }))
        .identifiers[0]?.id;
      const moduleId: string = (await tenancy.repo(CourseModule).insert({ courseId, title: 'First', position: 0, release }))
        .identifiers[0]?.id;
      for (const [position, { title, release: own = immediate, ...rest }] of lessons.entries())
        await tenancy.repo(Lesson).insert({ courseId, moduleId, title, kind: 'text', position, release: own, ...rest });
      return courseId;
    });
  }

  /** Opens a course to a person from now on, until an instant if one is given; null closes it now. */
  async grant(contactId: string, courseId: string, until?: Date | null): Promise<void> {
    await this.in(() =>
      this.db.access.claim(
        {
          contactId,
          source: 'grant',
          sourceId: `${contactId}:${courseId}`,
          productIds: [courseId],
          startsAt: until === null ? null : this.now,
          endsAt: until ?? null,
        },
        this.now,
        null,
      ),
    );
    await this.carry();
  }

  /** Advances time and signals due enrolments at their own instants, in order, as timers would. */
  async passTo(instant: string): Promise<void> {
    const target = new Date(instant);
    for (;;) {
      const [due] = await this.db.asOwner<{ at: Date | null }>('select min(due_at) as at from wait');
      if (!due?.at || due.at > target) break;
      this.now = due.at;
      await this.syncAll();
    }
    this.now = target;
  }

  async syncAll(): Promise<void> {
    const waiting = await this.db.asOwner<{ id: string }>(
      `select owner_id as id from wait where owner_kind = 'enrolment' and due_at <= $1`,
      [this.now],
    );
    for (const { id } of waiting) await this.sync(id);
    await this.carry();
  }

  async sync(enrolmentId: string) {
    const [row] = await this.db.asOwner<{ contactId: string; courseId: string; clockId: string | null }>(
      `select e.contact_id as "contactId", e.course_id as "courseId", c.clock_id as "clockId" from enrolment e join contact c on c.id = e.contact_id where e.id = $1`,
      [enrolmentId],
    );
    if (!row) throw new Error('no such enrolment');
    return this.learning.syncEnrolment({ schoolId: this.school, enrolmentId, ...row });
  }

  async enrolment(contactId: string): Promise<{ id: string; completedAt: Date | null; percent: number }> {
    const [row] = await this.db.asOwner<{ id: string; completedAt: Date | null; percent: number }>(
      `select id, completed_at as "completedAt", progress_percent as percent from enrolment where contact_id = $1`,
      [contactId],
    );
    if (!row) throw new Error('not enrolled');
    return row;
  }

  /** Instants and titles of what was announced to a person. */
  async announced(contactId: string): Promise<[string, string[]][]> {
    const rows = await this.db.asOwner<{ at: Date; titles: string[] }>(
      `select occurred_at as at, data->'lessonTitles' as titles from event
        where contact_id = $1 and type = 'lessons.unlocked' order by occurred_at, id`,
      [contactId],
    );
    return rows.map(({ at, titles }) => [at.toISOString(), titles]);
  }

  /** When the next lesson opens, as the wait says. */
  async waitsUntil(contactId: string): Promise<string | null | 'nothing'> {
    const [wait] = await this.db.asOwner<{ at: Date | null }>('select due_at as at from wait where contact_id = $1', [contactId]);
    return wait ? (wait.at?.toISOString() ?? null) : 'nothing';
  }

  /** Relays events, and does what the relay would ask Temporal to do. */
  async carry(): Promise<void> {
    await drain(relayOver(this.db.relay, { wall: () => this.now, make: (call) => this.#make(call) }));
  }

  async #make(call: WorkflowCall): Promise<void> {
    this.made.push(call);
    if (call.operation !== 'start') return;
    if (call.workflow === 'enrolment') await this.sync(call.input.enrolmentId);
    if (call.workflow === 'certificateBatch') await this.#issueTogether(call.input);
    if (call.workflow !== 'certificate') return;
    const { wanted } = await this.certificates.evaluateCertificate(call.input);
    if (wanted) await this.certificates.publishCertificate(call.input, await this.certificates.storeCertificate(call.input));
  }

  async #issueTogether({ schoolId, certificates }: CertificateBatchInput): Promise<void> {
    const certificateIds = certificates.map(({ certificateId }) => certificateId);
    await this.certificates.issueCertificates({ schoolId, certificateIds });
  }

  #services(): Services {
    const { tenancy, clocks, events, access } = this.db;
    const stripe = new StripeClients(tenancy, new SecretBox(Buffer.alloc(32).toString('base64')));
    return { tenancy, clocks, events, access, stripe, graphs: new FrozenGraphs(), log };
  }
}
