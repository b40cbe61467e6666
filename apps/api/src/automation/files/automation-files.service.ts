import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Automation, Tenancy } from '@perennial/db';
import { type AutomationFile, Graph, idsIn, matchRecords, withIds } from '@perennial/domain/automation';
import { CallSecrets } from '@perennial/stripe';
import { Not, Repository } from 'typeorm';
import { found, Refusal } from '../../platform/http/refusal.js';
import { automationsOfSchool, recordsByIds, recordsByIdsOrNames } from './automation-files.queries.js';
import type { ProgramAutomations } from './automation-files.schemas.js';

/** Unknown records that a refusal names. */
const namedAtMost = 100;

/** Automations that programs see in one response. */
const listedAtMost = 1000;

/** Automations as files: a draft with the names of the records that it refers to. */
@Injectable()
export class AutomationFilesService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly secrets: CallSecrets,
    @InjectRepository(Automation) private readonly automations: Repository<Automation>,
  ) {}

  /** The automations of a school, for programs. */
  list(schoolId: string): Promise<ProgramAutomations> {
    return this.tenancy.withSchool(schoolId, async () => ({
      items: await this.tenancy.rowsOf(automationsOfSchool, listedAtMost),
    }));
  }

  /** The draft as a file. Secrets of calls are not in it: they stay with the school. */
  export(schoolId: string, id: string): Promise<AutomationFile> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { name, draft } = found(await this.automations.findOneBy({ id, state: Not('deleted') }), 'automation');
      const drawn = Graph.safeParse(draft);
      if (!drawn.success) throw new Refusal('graph_invalid', 'Open this automation and fix its issues. Then it can be exported.');
      const records = await this.tenancy.rowsOf(recordsByIds, idsIn(drawn.data));
      return { type: 'perennial/automation', schemaVersion: 1, name, graph: drawn.data, records };
    });
  }

  /** Creates a draft from a file. Refused with every record that this school does not have. Returns the ID. */
  import(schoolId: string, { name, graph, records }: AutomationFile): Promise<string> {
    return this.tenancy.withSchool(schoolId, async () => {
      const ids = records.map((record) => record.id);
      const names = records.map((record) => record.name);
      const known = await this.tenancy.rowsOf(recordsByIdsOrNames, ids, names);
      const matched = matchRecords(records, known);
      if (matched.unknown.length > 0)
        throw new Refusal(
          'rule_refused',
          matched.unknown.length === 1
            ? 'The file refers to 1 record that does not exist here.'
            : `The file refers to ${matched.unknown.length} records that do not exist here.`,
          {
            field: 'records',
            details: matched.unknown
              .slice(0, namedAtMost)
              .map(({ record, message }) => ({ field: `records.${records.indexOf(record)}`, message })),
          },
        );
      const draft = await this.secrets.seal(withIds(graph, matched.ids), []);
      const made = await this.automations.insert({ name, draft });
      return String(made.identifiers[0]?.id);
    });
  }
}
