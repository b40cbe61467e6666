import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, type QueryRow, School, Tenancy } from '@perennial/db';
import { compareRun, differs, eventsThatMatter, Graph, type PastRun, type RunComparison } from '@perennial/domain/automation';
import { Clocks } from '@perennial/services';
import { Not, Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull } from '../../platform/http/schemas.js';
import { Drafts } from '../automations/drafts.js';
import { groupedBy } from './grouped.js';
import { eventsAfter, newestEntries, versionsByIds, visitsOfRuns } from './history.queries.js';
import type { HistoryComparison, PastJourney } from './history.schemas.js';
import { nobody, peopleToday } from './people-today.js';

/** How much of one journey is read. */
const mostVisits = 200;
const mostEvents = 50;
/** How long journeys are played before the comparison stops with those that it has. */
const longestMs = 8_000;

type Entry = QueryRow<typeof newestEntries>;

/** A stored journey, and the version that it follows. */
interface Journey {
  readonly entry: Entry;
  readonly version: number;
  readonly ran: Graph;
  readonly past: PastRun;
  /** Whether more happened than is read. */
  readonly cut: boolean;
}

interface Read {
  readonly draft: Graph;
  readonly zone: string;
  readonly journeys: readonly Journey[];
}

/** Plays the newest journeys of an automation on its draft. Nothing is sent or stored. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    private readonly drafts: Drafts,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  async compare(schoolId: string, id: string, limit: number): Promise<HistoryComparison> {
    const { draft, zone, journeys } = await this.tenancy.withSchool(schoolId, () => this.#read(schoolId, id, limit));
    const started = performance.now();
    const compared: { readonly journey: Journey; readonly result: RunComparison }[] = [];
    for (const journey of journeys) {
      if (performance.now() - started > longestMs) break;
      const result = compareRun(journey.ran, draft, journey.past, zone);
      compared.push({ journey, result: journey.cut ? withDoubt(result) : result });
      // Other requests are answered in between.
      await setImmediate();
    }
    const differing = compared.filter(({ result }) => differs(result));
    const count = (has: (result: RunComparison) => boolean) => differing.filter(({ result }) => has(result)).length;
    return {
      draft: { ...draft },
      compared: compared.length,
      uncertain: compared.filter(({ result }) => result.uncertain.length > 0).length,
      stopped: compared.length < journeys.length,
      differing: differing.map(({ journey, result }) => toPastJourney(journey, result)),
      counts: {
        notEntering: count(({ enters }) => !enters),
        otherBranch: count(({ branches }) => branches.length > 0),
        fewerEmails: count(({ emailsLost }) => emailsLost.length > 0),
        moreEmails: count(({ emailsGained }) => emailsGained.length > 0),
        noEmail: count(({ noEmail }) => noEmail),
      },
    };
  }

  /** Reads everything with a fixed number of statements. In the open scope. */
  async #read(schoolId: string, id: string, limit: number): Promise<Read> {
    const automation = found(await this.automations.findOneBy({ id, state: Not('deleted') }), 'automation');
    const problems = await this.drafts.problemsOf(automation.draft);
    if (problems.length > 0)
      throw new Refusal('graph_invalid', 'Fix the issues marked on the canvas, then compare the draft with past journeys.', {
        problems,
      });
    const draft = Graph.parse(automation.draft);
    const { timeZone: zone } = await this.schools.findOneByOrFail({ id: schoolId });
    const now = this.clocks.wall();
    const entries = await this.tenancy.rowsOf(newestEntries, id, limit);
    const versionIds = [...new Set(entries.map(({ versionId }) => versionId))];
    const versions = new Map(
      (await this.tenancy.rowsOf(versionsByIds, versionIds)).map((version) => [
        version.id,
        { number: version.number, graph: Graph.parse(version.graph) },
      ]),
    );
    const visits = byRun(
      await this.tenancy.rowsOf(
        visitsOfRuns,
        entries.map((entry) => entry.id),
        mostVisits,
      ),
    );
    const aboutPeople = entries.filter(({ contactId }) => contactId !== null);
    const types = new Set([draft, ...[...versions.values()].map(({ graph }) => graph)].flatMap(eventsThatMatter));
    const later = byRun(
      await this.tenancy.rowsOf(
        eventsAfter,
        aboutPeople.map((entry) => entry.id),
        aboutPeople.map(({ contactId }) => contactId ?? ''),
        aboutPeople.map(({ startedAt }) => startedAt),
        [...types],
        mostEvents,
      ),
    );
    const people = await peopleToday(this.tenancy, [...new Set(aboutPeople.map(({ contactId }) => contactId ?? ''))], now);
    const journeys = entries.flatMap((entry): Journey[] => {
      const version = versions.get(entry.versionId);
      const [seen, events] = [visits.get(entry.id) ?? [], later.get(entry.id) ?? []];
      // A run that has only just entered has no path yet.
      if (!version || seen.length === 0) return [];
      const today = { ...(people.get(entry.contactId ?? '') ?? nobody), run: { automationId: id, contactId: entry.contactId } };
      return [
        {
          ...{ entry, version: version.number, ran: version.graph },
          past: toPastRun(entry, seen, events, today, entry.clockNow ?? now),
          cut: seen.length >= mostVisits || events.length >= mostEvents,
        },
      ];
    });
    return { draft, zone, journeys };
  }
}

const withDoubt = (result: RunComparison): RunComparison => ({
  ...result,
  uncertain: [...result.uncertain, 'Only the first part of this long journey is compared.'],
});

const byRun = <Row extends { readonly runId: string }>(rows: readonly Row[]) => groupedBy(rows, ({ runId }) => runId);

function toPastRun(
  entry: Entry,
  visits: readonly QueryRow<typeof visitsOfRuns>[],
  later: readonly QueryRow<typeof eventsAfter>[],
  today: PastRun['today'],
  now: Date,
): PastRun {
  const { eventId, eventType, occurredAt, data, startedAt, finishedAt, state, outputs } = entry;
  const last = visits.at(-1);
  // What would have followed is not known where staff stopped the journey or where it needs attention.
  const until = state === 'stopped' ? (finishedAt ?? now) : state === 'parked' ? (last?.enteredAt ?? now) : now;
  return {
    event: { id: eventId, type: eventType, occurredAt: iso(occurredAt), data },
    startedAt: iso(startedAt),
    until: iso(until),
    visits: visits.map(({ nodeId, visit, port, enteredAt, leftAt, values }) => ({
      ...{ nodeId, visit, port, values: values ?? [] },
      enteredAt: iso(enteredAt),
      leftAt: isoOrNull(leftAt),
    })),
    outputs: outputs ?? {},
    later: later.map(({ id, type, occurredAt: at, data: its }) => ({ id, type, occurredAt: iso(at), data: its })),
    today,
  };
}

const toPastJourney = ({ entry, version }: Journey, result: RunComparison): PastJourney => ({
  runId: entry.id,
  contact: entry.contactId ? { id: entry.contactId, name: entry.contactName ?? '', email: entry.contactEmail ?? '' } : null,
  startedAt: iso(entry.startedAt),
  version,
  enters: result.enters,
  before: result.before.map((step) => ({ ...step })),
  after: result.after.map((step) => ({ ...step })),
  branches: result.branches.map((branch) => ({ ...branch })),
  missed: [...result.missed],
  added: [...result.added],
  emailsLost: [...result.emailsLost],
  emailsGained: [...result.emailsGained],
  noEmail: result.noEmail,
  uncertain: [...result.uncertain],
});
