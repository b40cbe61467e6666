import { type ConditionTest, type ContactFieldKind, contactFieldKinds } from '@perennial/domain/conditions';
import fc from 'fast-check';

/** The wall clock's now of the spec: a winter day, so that a summer time lies in between. */
export const wall = new Date('2027-01-28T10:00:00.123Z');
const dayMs = 86_400_000;

/** Texts that people have as names, and that conditions look for: case, accents, spaces, numbers and what looks like one. */
export const texts = [
  ...['', ' ', 'Ada', 'ADA', ' ada ', 'Ada Öz', 'ADA ÖZ', 'Ada O\u0308z', 'ada oz', 'Straße', 'STRASSE', 'İstanbul', 'istanbul'],
  ...[
    'ΝΊΚΟΣ',
    'νίκος',
    'νίκοσ',
    'ΣΊΓΜΑ',
    'Иван',
    'ИВАН',
    '王小明',
    '😀',
    'ﬁn',
    'FIN',
    'a%b_c\\',
    "O'Brien",
    '\u00a0nbsp\u3000',
    'Ǆ',
    'ǆ',
  ],
  ...[
    '10',
    '010',
    ' 10 ',
    '10.0',
    '1e1',
    '1E+1',
    '0x0a',
    '0b1010',
    '0o12',
    '+10',
    '-10',
    '.5',
    '5.',
    '1_0',
    '1e400',
    '1e-400',
    '10,0',
  ],
  ...['true', 'false', 'null', 'Infinity', 'NaN', '00000000000000000000000000000000000000010', 'vip', 'VIP', 'beta'],
];
/** Time zones, one of them invalid. */
export const zones = [null, 'Europe/Berlin', 'europe/berlin', 'Asia/Tokyo', '', 'Mars/Base'];

/** Distances from now in milliseconds: days that conditions name, and a little before and after them. */
const distances = [0, 1, 7, 30, 365].flatMap((days) =>
  [-1, 1].flatMap((sign) => [-1, 0, 1].map((ms) => sign * days * dayMs + ms)),
);
/** Instants with microseconds at the edges of what conditions compare with, around some now. */
export const instantsAround = (now: Date): fc.Arbitrary<string> =>
  fc
    .record({ distance: fc.constantFrom(...distances), micros: fc.constantFrom('000', '001', '999') })
    .map(({ distance, micros }) => new Date(now.getTime() + distance).toISOString().replace('Z', `${micros}Z`));

/** One person of a school: rows of all tables that conditions read. */
export interface Person {
  readonly name: string;
  /** Begins the address; the spec makes it one of its own. */
  readonly mailbox: string;
  readonly zone: string | null;
  readonly clock: number | null;
  readonly createdAt: string;
  readonly tags: readonly number[];
  readonly memberships: readonly { plan: number; state: string }[];
  readonly entitlements: readonly { product: number; startsAt: string; endsAt: string | null; revoked: boolean }[];
  readonly enrolments: readonly { course: number; percent: number; completed: boolean }[];
  readonly values: Readonly<Partial<Record<ContactFieldKind, string | number | boolean | readonly string[] | null>>>;
}

/** Types of contact fields, of each of which the school has one. */
export const fieldKinds = Object.keys(contactFieldKinds) as ContactFieldKind[];

/** Options of the contact fields, some of which look like numbers or answers. */
const options = ['Clay', ' Glaze', 'ÖFEN', 'νίκος', '10', '010', 'true'];
const numbers = [0, 1, -1, 10, 49.5, 0.1, 100, 1e21, -1e300, 1e-300];

/** Days at the edges of what conditions compare with, around some now, and the first and the last ones. */
const daysAround = (now: Date): fc.Arbitrary<string> =>
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .constantFrom(...[0, 1, 7, 30, 365].flatMap((days) => [days - 1, days, days + 1].flatMap((near) => [near, -near])))
        .map((days) => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10)),
    },
    { weight: 1, arbitrary: fc.constantFrom('0000-01-01', '0001-01-01', '2028-02-29', '9999-12-31') },
  );

const valuesOf = (now: Date): fc.Arbitrary<Person['values']> =>
  fc.record({
    text: fc.option(text.filter((value) => value !== '')),
    number: fc.option(fc.constantFrom(...numbers)),
    date: fc.option(daysAround(now)),
    choice: fc.option(fc.constantFrom(...options)),
    choices: fc.option(fc.uniqueArray(fc.constantFrom(...options), { minLength: 1, maxLength: 3 })),
    boolean: fc.option(fc.boolean()),
  });

const states = ['pending', 'trialing', 'active', 'grace', 'suspended', 'paused', 'ended', 'abandoned'];
const final = new Set(['ended', 'abandoned']);
const some = <T>(item: fc.Arbitrary<T>, max: number) => fc.array(item, { maxLength: max });
const text = fc
  .oneof({ weight: 4, arbitrary: fc.constantFrom(...texts) }, fc.string({ unit: 'grapheme', maxLength: 8 }))
  .map(storable);

/** Postgres has no character zero. */
function storable(value: string): string {
  return value.replaceAll('\0', '');
}

/** A random person of a school with test clocks that stand at these instants. */
export const person = (clocks: readonly Date[]): fc.Arbitrary<Person> =>
  fc.option(fc.nat(clocks.length - 1), { freq: 3 }).chain((clock) => {
    const now = clock === null ? wall : (clocks[clock] ?? wall);
    return fc.record({
      name: text,
      mailbox: fc.constantFrom('ada', 'ben', 'çınar', 'Δ'),
      zone: fc.constantFrom(...zones),
      clock: fc.constant(clock),
      createdAt: instantsAround(now),
      tags: fc.uniqueArray(fc.nat(2), { maxLength: 3 }),
      memberships: fc.uniqueArray(fc.record({ plan: fc.nat(2), state: fc.constantFrom(...states) }), {
        maxLength: 4,
        // One that is not over per plan, as the schema has it; and one that is.
        selector: ({ plan, state }) => `${plan}${final.has(state)}`,
      }),
      entitlements: some(
        fc.record({
          product: fc.nat(2),
          startsAt: instantsAround(now),
          endsAt: fc.option(instantsAround(now)),
          revoked: fc.boolean(),
        }),
        4,
      ),
      enrolments: fc.uniqueArray(
        fc.record({ course: fc.nat(2), percent: fc.constantFrom(0, 1, 49, 50, 99, 100), completed: fc.boolean() }),
        { maxLength: 3, selector: ({ course }) => course },
      ),
      values: valuesOf(now),
    });
  });

/** Ids that the values of conditions may name. */
export interface Records {
  readonly plans: readonly string[];
  readonly products: readonly string[];
  readonly courses: readonly string[];
  readonly clocks: readonly string[];
  readonly tags: readonly string[];
  readonly segments: readonly string[];
  readonly fields: Readonly<Record<ContactFieldKind, string>>;
}

/** Values that conditions compare contact fields with. */
const expectedOfField: Readonly<Record<ContactFieldKind, fc.Arbitrary<string | number>>> = {
  text: fc.oneof(
    fc.constantFrom(...texts),
    fc.constantFrom(10, -10, 0.5, 0, 1e21),
    fc.string({ unit: 'grapheme', maxLength: 2 }),
  ),
  number: fc.oneof(
    fc.constantFrom(...numbers, 49, -0, 1e300),
    fc.constantFrom('10', ' 49.5 ', '0x0a', '1e1', '1e+21', '', 'ten', `${' '.repeat(50)}10`, `${'0'.repeat(45)}10`),
  ),
  date: fc.oneof(
    daysAround(new Date('2027-01-28T10:00:00Z')),
    fc.constantFrom(0, 1, 7, 7.000000001, 7.5, 30, 365, -1, -1.5, 1e9, -1e9, 36_500, '7'),
    fc.constantFrom('-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00Z', '2027-01-28T11:00:00.123+01:00', '2027-02-29', 'soon'),
  ),
  choice: fc.constantFrom(...options, 'CLAY', ' glaze ', 'wood', 10, 1),
  choices: fc.constantFrom(...options, 'CLAY', ' glaze ', 'wood', 10, 1),
  boolean: fc.constantFrom('true', 1),
};

/** Values of any kind, most of them such as the field can have. */
export function expectedValue(field: string, records: Records): fc.Arbitrary<ConditionTest['value']> {
  const named: Readonly<Record<string, readonly string[]>> = {
    'memberships.plans': records.plans,
    'contact.clockId': records.clocks,
    'contact.tags': records.tags,
    'contact.segments': records.segments,
  };
  const ids = named[field] ?? records.products;
  const kind = fieldKinds.find((one) => field === `field.*.${one}`);
  const typical: fc.Arbitrary<string | number> = kind
    ? expectedOfField[kind]
    : field.startsWith('course.')
      ? fc.oneof(
          fc.constantFrom(0, 1, 49, 49.5, 50, -0, 100, 1e300, -1e300, 1e-300),
          fc.constantFrom('50', ' 49.5 ', '0x32', '', 'half'),
        )
      : field === 'contact.createdAt'
        ? fc.oneof(
            instantsAround(wall),
            fc.constantFrom(0, 1, 7, 7.000000001, 30, 365, -1, 1e9, 36_500, '7'),
            fc.constantFrom('-271821-04-20T00:00:00Z', '+275760-09-13T00:00:00Z', '2027-01-28T11:00:00.123+01:00', 'soon'),
          )
        : field === 'memberships.states'
          ? fc.constantFrom(...states, ' Active ', 'ENDED', 'asleep')
          : field === 'contact.email'
            ? fc.constantFrom('ada', 'ADA1', '@example.org', 'ÇINAR', 'δ', '7')
            : field === 'contact.timezone'
              ? fc.constantFrom('EUROPE/BERLIN', 'europe', 'Tokyo', 'Mars/Base')
              : field === 'contact.name'
                ? fc.oneof(
                    fc.constantFrom(...texts),
                    fc.constantFrom(10, -10, 0.5, 0, 1e21),
                    fc.string({ unit: 'grapheme', maxLength: 2 }),
                  )
                : fc.constantFrom(...ids, ...ids.map((id) => ` ${id.toUpperCase()} `), 'x');
  const list = fc.array(typical.map(String), { maxLength: 4 });
  return fc.oneof(
    { weight: 12, arbitrary: typical },
    { weight: 5, arbitrary: list },
    { weight: 1, arbitrary: fc.constantFrom(null, true, false, 'a\0b', '\ud83d', '\u03c2', 0) },
  );
}
