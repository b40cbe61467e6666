import { parseEmailAddress } from '../addresses/email-address.js';
import { isZone } from '../calendar/index.js';

/** What a column of an imported file can hold. */
export const importFields = ['email', 'name', 'firstName', 'lastName', 'timeZone', 'tags'] as const;
/** One of {@link importFields}. */
export type ImportField = (typeof importFields)[number];

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
}

/** What one line of a file leads to. */
export type ImportReading =
  | ({ readonly kind: 'person' } & ImportedPerson)
  /** The same address appears in an earlier line, which is used. */
  | { readonly kind: 'repeated'; readonly line: number; readonly email: string; readonly firstLine: number }
  | { readonly kind: 'wrong'; readonly line: number; readonly field: ImportField; readonly problem: string };

/** Bounds of an import. A tag and a name are as long as anywhere else. */
export const importLimits = { people: 100_000, rowsPerRequest: 500, name: 120, tag: 50, tags: 20 } as const;

/** Headings that people and other systems use, without case, spaces and signs. */
const headings: Readonly<Record<ImportField, readonly string[]>> = {
  email: ['email', 'emailaddress', 'mail', 'emailadresse', 'correo', 'correoelectronico', 'courriel', 'adressemail'],
  name: ['name', 'fullname', 'displayname', 'nombre', 'nom', 'nomcomplet', 'contact'],
  firstName: ['firstname', 'givenname', 'first', 'vorname', 'prenom'],
  lastName: ['lastname', 'surname', 'familyname', 'last', 'nachname', 'apellido', 'apellidos', 'nomdefamille'],
  timeZone: ['timezone', 'tz', 'zeitzone', 'fuseauhoraire', 'zonahoraria'],
  tags: ['tags', 'tag', 'labels', 'label', 'groups', 'segments', 'schlagworte', 'etiquetas', 'etiquettes'],
};

/** Which field each column seems to hold; null for a column that nothing says. A field is guessed for one column at most. */
export function guessColumns(header: readonly string[]): (ImportField | null)[] {
  const taken = new Set<ImportField>();
  return header.map((heading) => {
    const plain = heading
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[^a-z]/g, '');
    const field = importFields.find((candidate) => !taken.has(candidate) && headings[candidate].includes(plain));
    if (field) taken.add(field);
    return field ?? null;
  });
}

/**
 * Reads the people out of the lines below a header.
 * @param columns the field of each column; exactly one must be `email`
 */
export function readPeople(lines: readonly ImportLine[], columns: readonly (ImportField | null)[]): ImportReading[] {
  const first = new Map<string, number>();
  return lines.map(({ line, cells }) => {
    const of = (field: ImportField): string => (cells[columns.indexOf(field)] ?? '').normalize('NFC').trim();
    const wrong = (field: ImportField, problem: string) => ({ kind: 'wrong', line, field, problem }) as const;
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
    first.set(address.address, line);
    return { kind: 'person', line, email: address.address, name, timeZone, tags };
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
