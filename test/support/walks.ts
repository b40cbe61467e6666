import { type AdvanceInput, type AdvanceResult, createAdvanceActivities } from '@perennial/activities';
import { AutomationRun, Contact } from '@perennial/db';
import { publish } from './automation.js';
import { openDatabase, type TestDatabase } from './database.js';
import { drain, relayOver } from './relay.js';
import { servicesOf } from './services.js';

/** A step at which runs start when a custom event with this name happens. */
export const startedBy = (name: string) => ({
  id: 'start',
  kind: 'trigger',
  config: { eventType: 'custom.event', filters: eventNamed(name) },
});

/** A condition on the name of a custom event. */
export const eventNamed = (name: string) => ({ match: 'all', tests: [{ field: 'event.name', operator: 'is', value: name }] });

/** A school whose runs a spec advances itself, without Temporal, at a time that the spec sets. */
export class Walks {
  now = new Date('2027-03-01T09:00:00Z');
  #people = 0;

  private constructor(
    readonly db: TestDatabase,
    readonly school: string,
    wall: { read: () => Date },
  ) {
    wall.read = () => this.now;
  }

  static async open(name: string): Promise<Walks> {
    const wall = { read: () => new Date('2027-03-01T09:00:00Z') };
    const db = await openDatabase(name, { wall: () => wall.read() });
    return new Walks(db, await db.school('kiln'), wall);
  }

  close = (): Promise<void> => this.db.close();

  inSchool = <T>(work: () => Promise<T>): Promise<T> => this.db.tenancy.withSchool(this.school, work);

  publish = (graph: object, name: string): Promise<string> => this.inSchool(() => publish(this.db, graph, name));

  person = (timeZone = 'Europe/Berlin'): Promise<string> =>
    this.inSchool(async () => {
      const email = `person${this.#people++}@example.com`;
      const { identifiers } = await this.db.tenancy.repo(Contact).insert({ email, timeZone });
      return identifiers[0]?.id as string;
    });

  /** Records a custom event and delivers it. */
  async event(contactId: string, name: string, properties: Record<string, string | number> = {}): Promise<void> {
    const data = { name, properties };
    await this.inSchool(() => this.db.events.record({ type: 'custom.event', contactId, occurredAt: this.now, data }));
    await drain(relayOver(this.db.relay, { wall: () => this.now }));
  }

  /** A person enters the automation that an event starts. Returns the newest run of the person. */
  async enter(contactId: string, name: string, properties: Record<string, string | number> = {}): Promise<string> {
    await this.event(contactId, name, properties);
    const run = await this.inSchool(() =>
      this.db.tenancy.repo(AutomationRun).findOneOrFail({ where: { contactId }, order: { id: 'DESC' } }),
    );
    return run.id;
  }

  async advance(runId: string): Promise<AdvanceResult> {
    const run = await this.inSchool(() => this.db.tenancy.repo(AutomationRun).findOneByOrFail({ id: runId }));
    return this.again({ schoolId: this.school, runId, expectedRevision: run.revision });
  }

  /** Repeats an advance, as Temporal does after a lost answer. */
  again = (input: AdvanceInput): Promise<AdvanceResult> => createAdvanceActivities(servicesOf(this.db)).advance(input);

  /** The steps that a run visited, with the branch it took at each. */
  async path(runId: string): Promise<string> {
    const rows = await this.db.asOwner<{ node_id: string; port: string | null }>(
      'select node_id, port from run_visit where run_id = $1 order by visit',
      [runId],
    );
    return rows.map(({ node_id, port }) => `${node_id}:${port ?? ''}`).join(' ');
  }

  /** Tags a person, as a step of another automation would. */
  tag = (contactId: string, tag: string): Promise<unknown> =>
    this.inSchool(() =>
      this.db.tenancy.rows('insert into contact_tag (contact_id, tag_id) values ($1, tag_named($2)) on conflict do nothing', [
        contactId,
        tag,
      ]),
    );
}
