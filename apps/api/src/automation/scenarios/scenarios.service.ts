import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, School, Tenancy } from '@perennial/db';
import { Graph, idsIn, runScenarios, type ScenarioResult, withScenariosOf } from '@perennial/domain/automation';
import { Not, Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { PublishedVersions } from '../automations/published-versions.js';
import { recordsByIds } from '../files/automation-files.queries.js';
import type { ScenarioRun, ScenarioRunInput } from './scenarios.schemas.js';

/** Runs the scenarios of automations. Nothing is sent or stored. */
@Injectable()
export class ScenariosService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly versions: PublishedVersions,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  /** Runs the scenarios of the draft, against the draft or against the published version. */
  run(schoolId: string, id: string, { against }: ScenarioRunInput): Promise<ScenarioRun> {
    return this.tenancy.withSchool(schoolId, async () => {
      const automation = found(await this.automations.findOneBy({ id, state: Not('deleted') }), 'automation');
      const draft = Graph.safeParse(automation.draft).data;
      if (!draft) throw new Refusal('graph_invalid', 'Open this automation and fix its issues. Then its scenarios can be run.');
      const graph = against === 'published' ? withScenariosOf(await this.#published(automation), draft) : draft;
      const results = await this.results(schoolId, graph);
      return {
        passed: results.every(({ passed }) => passed),
        results: results.map(({ simulation: _, differences, ...result }) => ({ ...result, differences: [...differences] })),
      };
    });
  }

  /** The results of the scenarios of a graph. In the open scope. */
  async results(schoolId: string, graph: Graph): Promise<ScenarioResult[]> {
    if (!graph.scenarios?.length) return [];
    const { timeZone } = await this.schools.findOneByOrFail({ id: schoolId });
    const records = await this.tenancy.rowsOf(recordsByIds, idsIn(graph));
    const named = new Map(records.map(({ kind, id, name }) => [`${kind}:${id}`, name]));
    return runScenarios(graph, { zone: timeZone, names: (kind, id) => named.get(`${kind}:${id}`) });
  }

  async #published(automation: Automation): Promise<Graph> {
    const version = await this.versions.current(automation);
    if (!version)
      throw new Refusal('not_possible_now', 'This automation has not been published yet. Run its scenarios against the draft.');
    return Graph.parse(version.graph);
  }
}
