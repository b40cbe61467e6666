import { parseEmailAddress } from '../addresses/email-address.js';
import { isZone } from '../calendar/index.js';
import { comparableText } from '../conditions/comparable.js';
import { longestName } from '../identity/person-name.js';
import { type ContactFieldDefinition, type ContactFieldValue, readFieldValue } from './contact-field.js';
import { longestTag } from './tag.js';

/** What a column of an imported file can hold. */
export const importFields = ['email', 'name', 'firstName', 'lastName', 'timeZone', 'tags'] as const;
/** One of {@link importFields}. */
export type ImportField = (typeof importFields)[number];

/** What a column holds: one of {@link importFields}, or a contact field by its ID. */
export type ImportColumn = ImportField | `field:${string}`;
/** The column of a contact field. */
export const columnOfField = (id: string): ImportColumn => `field:${id}`;

/** A row of a file, with the line it starts on; a quoted cell may span lines, so lines are not counted from rows. */
export interface ImportLine {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A person as an imported row names them. */
export interface ImportedPerson {
  /** Line of the file. */
  readonly line: number;
  /** In the stored form. */
  readonly email: string;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string | null;
  readonly tags: readonly string[];
  /** Values of contact fields by their IDs, as they are stored. An empty cell has none. */
  readonly fields: Readonly<Record<string, ContactFieldValue>>;
}

/** Result of one line of a file. */
export type ImportReading =
  | ({ readonly kind: 'person' } & ImportedPerson)
  /** The same address appears in an earlier line, which is used. */
  | { readonly kind: 'repeated'; readonly line: number; readonly email: string; readonly firstLine: number }
  | { readonly kind: 'wrong'; readonly line: number; readonly field: ImportColumn; readonly problem: string };

/** Limits of an import. Tags and names have their usual limits. */
export const importLimits = { people: 100_000, rowsPerRequest: 500, name: longestName, tag: longestTag, tags: 20 } as const;

/** Headings that people and other systems use, without case, spaces and signs. */
const headings: Readonly<Record<ImportField, readonly string[]>> = {
  email: ['email', 'emailaddress', 'mail', 'emailadresse', 'correo', 'correoelectronico', 'courriel', 'adressemail'],
  name: ['name', 'fullname', 'displayname', 'nombre', 'nom', 'nomcomplet', 'contact'],
  firstName: ['firstname', 'givenname', 'first', 'vorname', 'prenom'],
  lastName: ['lastname', 'surname', 'familyname', 'last', 'nachname', 'apellido', 'apellidos', 'nomdefamille'],
  timeZone: ['timezone', 'tz', 'zeitzone', 'fuseauhoraire', 'zonahoraria'],
  tags: ['tags', 'tag', 'labels', 'label', 'groups', 'segments', 'schlagworte', 'etiquetas', 'etiquettes'],
};

/** The guessed field of each column; null if unknown. Each field is guessed for at most one column. */
export function guessColumns(
  header: readonly string[],
  fields: readonly Pick<ContactFieldDefinition, 'id' | 'name'>[] = [],
): (ImportColumn | null)[] {
  const taken = new Set<ImportColumn>();
  return header.map((heading) => {
    const plain = heading
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]/g, '');
    // The name that the school chose counts before a name that is common elsewhere.
    const own = fields.find(({ name }) => comparableText(name) === comparableText(heading));
    const candidates: readonly ImportColumn[] = [
      ...(own ? [columnOfField(own.id)] : []),
      ...importFields.filter((candidate) => headings[candidate].includes(plain)),
    ];
    const field = candidates.find((candidate) => !taken.has(candidate));
    if (field) taken.add(field);
    return field ?? null;
  });
}

/**
 * Reads the people from the lines below a header.
 * @param columns the field of each column; exactly one must be `email`
 * @param fields the contact fields of the school; columns of others are ignored
 */
export function readPeople(
  lines: readonly ImportLine[],
  columns: readonly (ImportColumn | null)[],
  fields: readonly ContactFieldDefinition[] = [],
): ImportReading[] {
  const first = new Map<string, number>();
  return lines.map(({ line, cells }) => {
    const of = (field: ImportColumn): string => (cells[columns.indexOf(field)] ?? '').normalize('NFC').trim();
    const wrong = (field: ImportColumn, problem: string) => ({ kind: 'wrong', line, field, problem }) as const;
    const address = parseEmailAddress(of('email'));
    if (!address.ok)
      return wrong(
        'email',
        of('email') === '' ? 'The email address is missing.' : `The address “${of('email')}” ${address.message}.`,
      );
    const firstLine = first.get(address.address);
    if (firstLine !== undefined) return { kind: 'repeated', line, email: address.address, firstLine };
    const name = of('name') || [of('firstName'), of('lastName')].filter(Boolean).join(' ');
    if (name.length > importLimits.name) return wrong('name', `The name is longer than ${importLimits.name} characters.`);
    const timeZone = of('timeZone') || null;
    if (timeZone !== null && !isZone(timeZone)) return wrong('timeZone', 'The time zone must be one such as Europe/Berlin.');
    const tags = readTags(of('tags'));
    const long = tags.find((tag) => tag.length > importLimits.tag);
    if (long) return wrong('tags', `A tag has at most ${importLimits.tag} characters.`);
    if (tags.length > importLimits.tags) return wrong('tags', `A person gets at most ${importLimits.tags} tags by one import.`);
    const values: Record<string, ContactFieldValue> = {};
    for (const field of fields) {
      const column = columnOfField(field.id);
      const reading = readFieldValue(field, of(column));
      if ('problem' in reading) return wrong(column, `${field.name}: ${reading.problem}`);
      if (reading.value !== null) values[field.id] = reading.value;
    }
    first.set(address.address, line);
    return { kind: 'person', line, email: address.address, name, timeZone, tags, fields: values };
  });
}

/** Tags in one cell, separated by commas, semicolons or bars; each once. */
const readTags = (cell: string): string[] => [
  ...new Set(
    cell
      .split(/[,;|]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];
