import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ContactImport, Tenancy } from '@perennial/db';
import { importLimits } from '@perennial/domain/people';
import { Clocks, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { z } from 'zod';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { found, Refusal } from '../../platform/http/refusal.js';
import { iso, isoOrNull, type Page } from '../../platform/http/schemas.js';
import type { ImportInput, ImportRowsInput, ImportView } from './contact-imports.schemas.js';

const shownAtOnce = 50;

interface Counts {
  readonly importId: string;
  readonly total: number;
  readonly created: number;
  readonly known: number;
}

/** Files of people: sent in parts, checked, then imported by a workflow. */
@Injectable()
export class ContactImportsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly clocks: Clocks,
    @InjectRepository(ContactImport) private readonly contactImports: Repository<ContactImport>,
  ) {}

  /** The newest imports. */
  list(schoolId: string): Promise<Page<ImportView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      const [imports, total] = await this.contactImports.findAndCount({
        order: { createdAt: 'DESC', id: 'DESC' },
        take: shownAtOnce,
      });
      return { items: await this.#views(imports), total, page: 1, pageSize: shownAtOnce };
    });
  }

  create(staff: SignedInStaff, { fileName }: z.output<typeof ImportInput>): Promise<ImportView> {
    return this.tenancy.withSchool(staff.schoolId, async () => {
      const made = await this.contactImports.insert({ fileName, staffId: staff.id });
      return this.#view(String(made.identifiers[0]?.id));
    });
  }

  get(schoolId: string, id: string): Promise<ImportView> {
    return this.tenancy.withSchool(schoolId, () => this.#view(id));
  }

  /** Adds rows of the file. A line that was sent before stays as it is, so a lost answer may be followed by the same request. */
  addRows(schoolId: string, id: string, { rows }: z.output<typeof ImportRowsInput>): Promise<ImportView> {
    return this.#change(schoolId, id, async ({ state }) => {
      if (state !== 'draft')
        throw new Refusal('not_possible_now', 'This import has already started. Start a new one for more people.');
      await this.tenancy.em.query(
        `insert into contact_import_row (import_id, line, email, name, time_zone, tags)
         select $1, line, email, name, "timeZone", tags
           from jsonb_to_recordset($2) as row (line int, email text, name text, "timeZone" text, tags text[])
         on conflict (import_id, line) do nothing`,
        [id, JSON.stringify(rows)],
      );
      const { total } = await this.#view(id);
      if (total > importLimits.people)
        throw new Refusal(
          'rule_refused',
          `An import has at most ${importLimits.people.toLocaleString('en')} people. Split the file.`,
          { field: 'rows' },
        );
    });
  }

  /** Hands the import to its workflow. */
  start(schoolId: string, id: string): Promise<ImportView> {
    return this.#change(schoolId, id, async ({ state }) => {
      if (state === 'running') return;
      if (state !== 'draft') throw new Refusal('not_possible_now', 'This import has ended. Start a new one.');
      if ((await this.#view(id)).total === 0)
        throw new Refusal('rule_refused', 'There are no contacts to import. Choose a file with at least one valid row.');
      const now = this.clocks.wall();
      await this.contactImports.update({ id }, { state: 'running', startedAt: now });
      await this.events.record({
        type: 'contacts.import_requested',
        contactId: null,
        occurredAt: now,
        key: `contact-import:${id}`,
        data: { importId: id },
      });
    });
  }

  /** Stops the import within a batch. People who are imported already stay. */
  cancel(schoolId: string, id: string): Promise<ImportView> {
    return this.#change(schoolId, id, async ({ state }) => {
      if (state !== 'draft' && state !== 'running') return;
      await this.contactImports.update({ id }, { state: 'cancelled', finishedAt: this.clocks.wall() });
    });
  }

  /** A change under the lock that the workflow's batches take, so that no row is imported after a cancel is answered. */
  #change(schoolId: string, id: string, work: (found: ContactImport) => Promise<void>): Promise<ImportView> {
    return this.tenancy.withSchool(schoolId, async () => {
      const locked = await this.contactImports.findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      await work(found(locked, 'import'));
      return this.#view(id);
    });
  }

  async #view(id: string): Promise<ImportView> {
    const [view] = await this.#views([found(await this.contactImports.findOneBy({ id }), 'import')]);
    return found(view ?? null, 'import');
  }

  async #views(imports: readonly ContactImport[]): Promise<ImportView[]> {
    const counts = await this.tenancy.rows<Counts>(
      `select import_id as "importId", count(*)::int as total, count(*) filter (where outcome = 'created')::int as created,
              count(*) filter (where outcome = 'known')::int as known
         from contact_import_row where import_id = any($1) group by import_id`,
      [imports.map(({ id }) => id)],
    );
    return imports.map(({ id, fileName, state, createdAt, startedAt, finishedAt }) => {
      const { total = 0, created = 0, known = 0 } = counts.find(({ importId }) => importId === id) ?? {};
      return {
        id,
        fileName,
        state,
        total,
        created,
        known,
        createdAt: iso(createdAt),
        startedAt: isoOrNull(startedAt),
        finishedAt: isoOrNull(finishedAt),
      };
    });
  }
}
