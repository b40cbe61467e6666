import type { Tenancy } from '@perennial/db';
import { type DatedTrigger, datedTriggersOf, type OnDate, type OnSchedule, scheduledMoments } from '@perennial/domain/automation';
import { firstZone } from '@perennial/domain/calendar';
import type { EventLog } from '../platform/event-log.js';
import { dateEvents, datesOf, type KeyedEvent, type Span } from './dated-people.js';
import {
  beginPass,
  continuePassOf,
  datedVersions,
  removeOldPasses,
  scheduledContacts,
  storeTriggers,
  takePass,
  zonesOfContacts,
} from './dated-triggers.queries.js';
import type { FrozenGraphs } from './frozen-graphs.js';

/** After an outage, moments that are at most this old still start people. */
const latest = 24 * 3_600_000;
/** A trigger that is new starts nobody whose moment was before this, or before it was published. */
const newest = 60_000;
/** People of a schedule in one transaction. */
const pageSize = 500;
/** People with a date in one transaction. Each page scans the dates of all, and most passes need one. */
const datesPageSize = 2_000;

/** A trigger on a date or a schedule of an active automation. */
interface ActiveTrigger<T extends DatedTrigger = DatedTrigger> {
  readonly automationId: string;
  readonly publishedAt: Date;
  /** The time zone of the school. */
  readonly timeZone: string;
  readonly trigger: T;
}

/** A trigger with the span in which a moment of a person may still start it. */
export interface DueTrigger<T extends DatedTrigger = DatedTrigger> extends ActiveTrigger<T> {
  readonly span: Span;
}

/** A time of a schedule that has come: for everyone, or for the people of one time zone. */
export interface ScheduledTime {
  readonly slot: string;
  readonly day: string;
  readonly at: string;
  readonly isAnyZone: boolean;
  readonly timeZone: string | null;
}

export const isOnDate = (due: DueTrigger): due is DueTrigger<OnDate> => due.trigger.kind === 'date';
export const isOnSchedule = (due: DueTrigger): due is DueTrigger<OnSchedule> => due.trigger.kind === 'schedule';

/**
 * Finds people whose moment has come, on a date of theirs or by a schedule, and records one event for each. The event has a key made of the
 * automation, the trigger, the person and the date, so that a pass that is late, repeated or concurrent starts nobody twice. All in the
 * open scope.
 */
export class DatedEntries {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly graphs: FrozenGraphs,
  ) {}

  /** The triggers of the school, each with the span in which moments count. */
  async due(now: Date): Promise<DueTrigger[]> {
    const active = await this.#active();
    if (active.length === 0) return [];
    const wanted = active.map(({ automationId, publishedAt, trigger }) => ({
      ...{ automation_id: automationId, node_id: trigger.nodeId, settings: JSON.stringify(trigger) },
      since: later(publishedAt, new Date(now.getTime() - newest)),
    }));
    const rows = await this.tenancy.rowsOf(storeTriggers, JSON.stringify(wanted));
    const since = new Map(rows.map((row) => [`${row.automationId} ${row.nodeId}`, row.since]));
    return active.map((each) => {
      const from = since.get(`${each.automationId} ${each.trigger.nodeId}`) ?? now;
      return { ...each, span: { after: later(from, new Date(now.getTime() - latest)), until: now } };
    });
  }

  /**
   * Records the people of a page whose date has come. People on test clocks are left out.
   * @param after where the page begins
   * @returns where the next one begins; null after the last
   */
  async recordDates(due: DueTrigger<OnDate>, after: string | null): Promise<string | null> {
    const { trigger, span } = due;
    const people = await datesOf(this.tenancy, trigger, { clockId: null, span, after, limit: datesPageSize });
    await this.events.recordOnce(people.flatMap((person) => dateEvents(person, due, span)));
    return people.length < datesPageSize ? null : (people.at(-1)?.id ?? null);
  }

  /** The times of a schedule that have come. */
  async times({ trigger, timeZone, span }: DueTrigger<OnSchedule>): Promise<ScheduledTime[]> {
    const zones = await this.#zonesFor(trigger, null);
    const [after, until] = [span.after.toISOString(), span.until.toISOString()];
    return zones.flatMap((zone) =>
      scheduledMoments(trigger.schedule, firstZone(zone.timeZone, timeZone), after, until).map(({ day, at }) => ({
        ...zone,
        slot: zone.isAnyZone ? day : `${day} ${zone.timeZone ?? ''}`,
        day,
        at,
      })),
    );
  }

  /** Records the next people of a time of a schedule. @returns whether people are left, or another process records them at the moment */
  async recordScheduled(
    { automationId, trigger }: DueTrigger<OnSchedule>,
    time: ScheduledTime,
  ): Promise<'more' | 'done' | 'busy'> {
    const { nodeId, segmentId } = trigger;
    await this.tenancy.rowsOf(beginPass, automationId, nodeId, time.slot, new Date(time.at));
    const pass = await this.tenancy.rowOf(takePass, automationId, nodeId, time.slot);
    if (!pass) return 'busy';
    if (pass.isDone) return 'done';
    const { isAnyZone, timeZone } = time;
    const people = await this.tenancy.rowsOf(scheduledContacts, null, segmentId, isAnyZone, timeZone, pass.passAfter, pageSize);
    await this.events.recordOnce(people.map(({ id }) => scheduledEvent(automationId, nodeId, id, time)));
    const isDone = people.length < pageSize;
    await this.tenancy.rowsOf(continuePassOf, automationId, nodeId, time.slot, people.at(-1)?.id ?? null, isDone);
    return isDone ? 'done' : 'more';
  }

  /** Removes what is only needed while a time may still be repeated. */
  async removeOld(now: Date): Promise<void> {
    await this.tenancy.rowsOf(removeOldPasses, new Date(now.getTime() - 3 * latest));
  }

  /** The first moment of a person on a test clock within a span; null if there is none. */
  async nextOnClock(clockId: string, span: Span): Promise<Date | null> {
    const [first] = await this.#onClock(clockId, span, 1);
    return first?.occurredAt ?? null;
  }

  /** Records the people on a test clock whose moments come within a span, in order. */
  async recordOnClock(clockId: string, span: Span): Promise<void> {
    await this.events.recordOnce(await this.#onClock(clockId, span));
  }

  /** @param limit times of each schedule */
  async #onClock(clockId: string, span: Span, limit?: number): Promise<KeyedEvent[]> {
    const found: KeyedEvent[] = [];
    for (const active of await this.#active()) {
      const { trigger } = active;
      if (trigger.kind === 'date') found.push(...(await this.#datesOnClock({ ...active, trigger }, clockId, span)));
      else found.push(...(await this.#scheduledOnClock({ ...active, trigger }, clockId, span, limit)));
    }
    return found.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime());
  }

  async #datesOnClock(active: ActiveTrigger<OnDate>, clockId: string, span: Span): Promise<KeyedEvent[]> {
    const found: KeyedEvent[] = [];
    for (let after: string | null = null; ; ) {
      const people = await datesOf(this.tenancy, active.trigger, { clockId, span: null, after, limit: datesPageSize });
      found.push(...people.flatMap((person) => dateEvents(person, active, span)));
      const last = people.at(-1);
      if (!last || people.length < datesPageSize) return found;
      after = last.id;
    }
  }

  async #scheduledOnClock(
    { automationId, timeZone, trigger }: ActiveTrigger<OnSchedule>,
    clockId: string,
    span: Span,
    limit?: number,
  ): Promise<KeyedEvent[]> {
    const { nodeId, segmentId, schedule } = trigger;
    const [after, until] = [span.after.toISOString(), span.until.toISOString()];
    const found: KeyedEvent[] = [];
    for (const zone of await this.#zonesFor(trigger, clockId)) {
      const moments = scheduledMoments(schedule, firstZone(zone.timeZone, timeZone), after, until, limit);
      if (moments.length === 0) continue;
      const people = await this.tenancy.rowsOf(
        scheduledContacts,
        clockId,
        segmentId,
        zone.isAnyZone,
        zone.timeZone,
        null,
        10_000,
      );
      for (const moment of moments) found.push(...people.map(({ id }) => scheduledEvent(automationId, nodeId, id, moment)));
    }
    return found;
  }

  async #active(): Promise<ActiveTrigger[]> {
    const found: ActiveTrigger[] = [];
    for (const { versionId, ...version } of await this.tenancy.rowsOf(datedVersions)) {
      const { graph } = await this.graphs.of(this.tenancy, versionId);
      found.push(...datedTriggersOf(graph).map((trigger) => ({ ...version, trigger })));
    }
    return found;
  }

  async #zonesFor({ zone }: OnSchedule, clockId: string | null): Promise<Pick<ScheduledTime, 'isAnyZone' | 'timeZone'>[]> {
    if (zone === 'school') return [{ isAnyZone: true, timeZone: null }];
    return (await this.tenancy.rowsOf(zonesOfContacts, clockId)).map(({ timeZone }) => ({ isAnyZone: false, timeZone }));
  }
}

const later = (a: Date, b: Date): Date => (a > b ? a : b);

const scheduledEvent = (
  automationId: string,
  triggerId: string,
  contactId: string,
  { day, at }: Pick<ScheduledTime, 'day' | 'at'>,
): KeyedEvent<'schedule.reached'> => ({
  type: 'schedule.reached',
  contactId,
  occurredAt: new Date(at),
  key: `schedule:${automationId}:${triggerId}:${contactId}:${day}`,
  data: { automationId, triggerId, scheduledFor: at },
});
