import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { type QueryRow, School, Tenancy } from '@perennial/db';
import { Graph, type NextEffect, nextEffects, spikesIn } from '@perennial/domain/automation';
import { daysAfter, localDate } from '@perennial/domain/calendar';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { versionsByIds } from '../history/history.queries.js';
import { automationNames, continuing, heldPeople, severalEmails } from './forecast.queries.js';
import type { Forecast } from './forecast.schemas.js';

/** People who are listed as getting several emails on one day. */
const listedAtMost = 50;

type Group = QueryRow<typeof continuing>;
type Counts = Omit<Forecast['days'][number], 'day'>;

const none: Counts = { people: 0, emails: 0, possibleEmails: 0, access: 0, possibleAccess: 0 };

/** What the timers of automations lead to. Runs are counted by version, step and day, so that it is fast however many wait. */
@Injectable()
export class ForecastService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  of(schoolId: string, days: number): Promise<Forecast> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { timeZone } = await this.schools.findOneByOrFail({ id: schoolId });
      const now = this.clocks.wall();
      // Whole days of the school: today, and those after it.
      const dates = Array.from({ length: days }, (_, offset) =>
        localDate(daysAfter(now.toISOString(), offset, timeZone), timeZone),
      );
      const end = new Date(daysAfter(now.toISOString(), days, timeZone, '00:00'));
      const groups = await this.tenancy.rowsOf(continuing, now, timeZone, end);
      const effects = await this.#effects(groups);
      const leading = new Map(
        groups.flatMap((group) =>
          effectsAt(effects, group).some(({ kind }) => kind === 'email') ? [[keyOf(group), group] as const] : [],
        ),
      );
      const several = await this.tenancy.rowsOf(
        severalEmails,
        now,
        timeZone,
        end,
        [...leading.values()].map(({ versionId }) => versionId),
        [...leading.values()].map(({ nodeId }) => nodeId),
        listedAtMost,
      );
      const names = await this.tenancy.rowsOf(automationNames, [...new Set(groups.map(({ automationId }) => automationId))]);
      const [held] = await this.tenancy.rowsOf(heldPeople);
      const perDay = dates.map((day) => ({
        day,
        ...sumOf(
          groups.filter((group) => group.day === day),
          effects,
        ),
      }));
      const spikes = spikesIn(perDay.map(({ emails, possibleEmails }) => emails + possibleEmails));
      return {
        days: perDay,
        automations: names.map(({ id, name }) => ({
          id,
          name,
          days: dates.flatMap((day) => {
            const here = groups.filter((group) => group.automationId === id && group.day === day);
            return here.length > 0 ? [{ day, ...sumOf(here, effects) }] : [];
          }),
        })),
        spikes: spikes.map((index) => dates[index] ?? ''),
        several: {
          total: several[0]?.total ?? 0,
          items: several.map(({ contactId, name, email, day, automationIds }) => ({
            contact: { id: contactId, name, email },
            day,
            automationIds: [...automationIds],
          })),
        },
        held: held?.people ?? 0,
      };
    });
  }

  /** What follows each step of each version at which someone waits. */
  async #effects(groups: readonly Group[]): Promise<ReadonlyMap<string, readonly NextEffect[]>> {
    const versions = await this.tenancy.rowsOf(versionsByIds, [...new Set(groups.map(({ versionId }) => versionId))]);
    const graphs = new Map(versions.map(({ id, graph }) => [id, Graph.parse(graph)]));
    const effects = new Map<string, readonly NextEffect[]>();
    for (const group of groups) {
      const graph = graphs.get(group.versionId);
      if (graph && !effects.has(keyOf(group))) effects.set(keyOf(group), nextEffects(graph, group.nodeId));
    }
    return effects;
  }
}

const keyOf = ({ versionId, nodeId }: Pick<Group, 'versionId' | 'nodeId'>): string => `${versionId}:${nodeId}`;

const effectsAt = (effects: ReadonlyMap<string, readonly NextEffect[]>, group: Group): readonly NextEffect[] =>
  effects.get(keyOf(group)) ?? [];

function sumOf(groups: readonly Group[], effects: ReadonlyMap<string, readonly NextEffect[]>): Counts {
  const sum = { ...none };
  for (const group of groups) {
    sum.people += group.people;
    for (const { kind, certain } of effectsAt(effects, group)) {
      if (kind === 'email') sum[certain ? 'emails' : 'possibleEmails'] += group.people;
      else sum[certain ? 'access' : 'possibleAccess'] += group.people;
    }
  }
  return sum;
}
