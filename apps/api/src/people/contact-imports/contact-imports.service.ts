import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { ContactImport, Tenancy } from '@perennial/db';
import { importLimits, readFieldValues } from '@perennial/domain/people';
import { Clocks, ContactFieldValues, EventLog } from '@perennial/services';
import { Repository } from 'typeorm';
import type { SignedInStaff } from '../../identity/auth/staff.guard.js';
import { totalOf } from '../../platform/http/lists.js';
import { found, Refusal, type RefusalDetail } from '../../platform/http/refusal.js';
import { iso, isoOrNull, type Page } from '../../platform/http/schemas.js';
import { addImportRows, countsOfImports } from './contact-imports.queries.js';
import type { ImportInput, ImportRowsInput, ImportView } from './contact-imports.schemas.js';

const shownAtOnce = 50;

/** Files of people: sent in parts, checked, then imported by a workflow. */
@Injectable()
export class ContactImportsService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly events: EventLog,
    private readonly clocks: Clocks,
    private readonly fieldValues: ContactFieldValues,
    @InjectRepository(ContactImport) private readonly contactImports: Repository<ContactImport>,
  ) {}

  /** The newest imports. */
  list(schoolId: string): Promise<Page<ImportView>> {
    return this.tenancy.withSchool(schoolId, async () => {
      const [imports, total] = await this.contactImports.findAndCount({
        order: { createdAt: 'DESC', id: 'DESC' },
        take: shownAtOnce,
      });
      return { items: await this.#views(imports), ...totalOf(total), page: 1, pageSize: shownAtOnce };
    });
  }

  create(staff: SignedInStaff, { fileName }: ImportInput): Promise<ImportView> {
    return this.tenancy.withSchool(staff.schoolId, async () => {
      const made = await this.contactImports.insert({ fileName, staffId: staff.id });
      return this.#view(String(made.identifiers[0]?.id));
    });
  }

  get(schoolId: string, id: string): Promise<ImportView> {
    return this.tenancy.withSchool(schoolId, () => this.#view(id));
  }

  /**
   * Adds rows of the file. A line that was already sent does not change, so the request can be repeated after a lost response.
   */
  addRows(schoolId: string, id: string, { rows }: ImportRowsInput): Promise<ImportView> {
    return this.#change(schoolId, id, async ({ state }) => {
      if (state !== 'draft')
        throw new Refusal('not_possible_now', 'This import has already started. Start a new one for more people.');
      const values = await this.#valuesOf(rows);
      const stored = rows.map(({ timeZone, fields: _, ...row }, index) => ({
        ...{ ...row, time_zone: timeZone, field_values: values[index] ?? null },
      }));
      await this.tenancy.rowsOf(addImportRows, id, JSON.stringify(stored));
      const { total } = await this.#view(id);
      if (total > importLimits.people)
        throw new Refusal(
          'rule_refused',
          `An import has at most ${importLimits.people.toLocaleString('en')} people. Split the file.`,
          { field: 'rows' },
        );
    });
  }

  /** Requests the import, which its workflow carries out. */
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

  /**
   * The values of contact fields of each row, as they are stored.
   * @throws {Refusal} that names every value that does not fit
   */
  async #valuesOf(rows: ImportRowsInput['rows']): Promise<(Record<string, unknown> | null)[]> {
    if (rows.every(({ fields }) => Object.keys(fields).length === 0)) return [];
    const definitions = await this.fieldValues.definitions();
    const details: RefusalDetail[] = [];
    const read = rows.map(({ fields, line }, index) => {
      const { values, problems } = readFieldValues(definitions, fields);
      for (const { key, message } of problems)
        details.push({ field: `rows.${index}.fields.${key}`, message: `Line ${line}: ${message}` });
      const filled = [...values].filter(([, value]) => value !== null);
      return filled.length > 0 ? Object.fromEntries(filled) : null;
    });
    if (details.length > 0)
      throw new Refusal('invalid_input', 'Some values do not fit their fields. Choose the file again to see which.', { details });
    return read;
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
    const counts = await this.tenancy.rowsOf(
      countsOfImports,
      imports.map(({ id }) => id),
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
