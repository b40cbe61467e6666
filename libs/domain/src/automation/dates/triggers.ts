import type { Graph } from '../graph.js';
import { triggersOf } from '../lookup.js';
import { type DateSource, yearlySources } from '../nodes/trigger/date-sources.js';
import { TriggerConfig } from '../nodes/trigger/schema.js';
import type { DateRule } from './moments.js';
import type { Schedule } from './schedule.js';

interface Dated {
  readonly nodeId: string;
  /** Whose time zone counts. */
  readonly zone: 'person' | 'school';
}

/** A trigger on a date of people or their memberships. */
export interface OnDate extends Dated {
  readonly kind: 'date';
  readonly source: DateSource;
  /** The contact field of the source `field`. */
  readonly fieldId: string | null;
  readonly rule: DateRule;
}

/** A trigger at times of the calendar, for a segment or for everyone. */
export interface OnSchedule extends Dated {
  readonly kind: 'schedule';
  readonly schedule: Schedule;
  readonly segmentId: string | null;
}

/** A trigger that no event starts: somebody must check whether its time has come. */
export type DatedTrigger = OnDate | OnSchedule;

/** The triggers of a graph whose time must be checked. Drafts can contain incomplete ones, which never fire. */
export const datedTriggersOf = (graph: Graph): DatedTrigger[] =>
  triggersOf(graph).flatMap(({ id: nodeId, config }): DatedTrigger[] => {
    const { data } = TriggerConfig.safeParse(config);
    return data ? dated(nodeId, data) : [];
  });

function dated(nodeId: string, config: TriggerConfig): DatedTrigger[] {
  const { eventType, zone, time, dateOf: source, every, weekdays, monthDay } = config;
  if (time === null) return [];
  if (eventType === 'date.reached' && source !== null) {
    const yearly = config.yearly && yearlySources.includes(source);
    const rule: DateRule = { days: config.days, yearly, time, firstYear: source === 'membershipStart' && yearly ? 1 : 0 };
    return [{ kind: 'date', nodeId, zone, source, fieldId: source === 'field' ? config.field : null, rule }];
  }
  if (eventType === 'schedule.reached' && every !== null)
    return [{ kind: 'schedule', nodeId, zone, schedule: { every, weekdays, monthDay, time }, segmentId: config.segment || null }];
  return [];
}
