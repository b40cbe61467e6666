import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, AutomationVersion, School, Tenancy } from '@perennial/db';
import { Graph } from '@perennial/domain/automation';
import { daysAfter, localDate } from '@perennial/domain/calendar';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { found } from '../../platform/http/refusal.js';
import { emailsOfRuns, outcomesByDay, revenueOfReached } from './results.queries.js';
import type { AutomationResults } from './results.schemas.js';

/** What became of the people who entered an automation. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(AutomationVersion) private readonly versions: Repository<AutomationVersion>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  of(schoolId: string, id: string, days: number): Promise<AutomationResults> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { publishedVersionId } = found(await this.automations.findOneBy({ id }), 'automation');
      const { timeZone, currency } = await this.schools.findOneByOrFail({ id: schoolId });
      const now = this.clocks.wall().toISOString();
      const since = new Date(daysAfter(now, 1 - days, timeZone, '00:00'));
      const groups = await this.tenancy.rowsOf(outcomesByDay, id, since, timeZone);
      const emails = await this.tenancy.rowsOf(emailsOfRuns, id, since);
      const sumOf = (of: 'entered' | 'inProgress' | 'needAttention' | 'completed' | 'exited' | 'reached') =>
        groups.reduce((sum, group) => sum + group[of], 0);
      const hasGoal = await this.#hasGoal(publishedVersionId);
      const [revenue] = hasGoal ? await this.tenancy.rowsOf(revenueOfReached, id, since, currency) : [];
      const byDay = new Map(groups.map((group) => [group.day, group]));
      return {
        entered: sumOf('entered'),
        inProgress: sumOf('inProgress'),
        needAttention: sumOf('needAttention'),
        completed: sumOf('completed'),
        exited: sumOf('exited'),
        goal: hasGoal ? { reached: sumOf('reached'), revenue: { amount: revenue?.amount ?? 0, currency } } : null,
        days: Array.from({ length: days }, (_, index) => {
          const day = localDate(daysAfter(now, index + 1 - days, timeZone), timeZone);
          return { day, entered: byDay.get(day)?.entered ?? 0, reached: byDay.get(day)?.reached ?? 0 };
        }),
        emails: emails.map(({ templateId, templateName, ...email }) => ({
          ...email,
          template: templateId && templateName ? { id: templateId, name: templateName } : null,
        })),
      };
    });
  }

  async #hasGoal(versionId: string | null): Promise<boolean> {
    if (versionId === null) return false;
    const { graph } = await this.versions.findOneByOrFail({ id: versionId });
    return Graph.parse(graph).goal !== null;
  }
}
