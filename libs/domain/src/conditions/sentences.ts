import { withoutPercent } from '../events/percent.js';
import { type FieldInfo, unknownContactField } from './fields.js';
import type { Operator } from './operators.js';

/** Subjects of sentences, by label, where "the" and the label do not make one. */
const subjects: Readonly<Record<string, string>> = {
  'Trial ends': 'the end of the trial',
  'Trial ended': 'the end of the trial',
  'Membership ended': 'the end of the membership',
  Ends: 'the end date',
  'Paid until': 'the end of the paid period',
  'Access kept until': 'the end of the grace period',
  'Days left': 'the number of days left',
  'Trial days': 'the number of trial days',
  Attempt: 'the payment attempt',
  Method: 'the sign-in method',
  'What ended': 'what ended',
};

/** Both sentences of a question that is answered with yes or no, by label. */
const answers: Readonly<Record<string, readonly [yes: string, no: string]>> = {
  'Card on file': ['a card is on file', 'no card is on file'],
  'Bank asks for confirmation': ['the bank asks for confirmation', 'the bank does not ask for confirmation'],
  'A trial without a card ended': ['a trial without a card ended', 'no trial without a card ended'],
  'Completed this course': ['they completed this course', 'they have not completed this course'],
};

/** Sentences about a list that belongs to the person. */
interface ListSentences {
  readonly any: (values: string) => string;
  readonly none: (values: string) => string;
  readonly empty: string;
  readonly notEmpty: string;
}

const lists: Readonly<Record<string, ListSentences>> = {
  'contact.tags': {
    any: (tags) => `they have the tag ${tags}`,
    none: (tags) => `they do not have the tag ${tags}`,
    empty: 'they have no tags',
    notEmpty: 'they have a tag',
  },
  'memberships.plans': {
    any: (plans) => `they have the plan ${plans}`,
    none: (plans) => `they do not have the plan ${plans}`,
    empty: 'they have no plan',
    notEmpty: 'they have a plan',
  },
  'memberships.states': {
    any: (states) => `they have a membership in the state ${states}`,
    none: (states) => `they have no membership in the state ${states}`,
    empty: 'they have no membership',
    notEmpty: 'they have a membership',
  },
  'access.products': {
    any: (products) => `they have access to ${products}`,
    none: (products) => `they do not have access to ${products}`,
    empty: 'they have no access to any product',
    notEmpty: 'they have access to a product',
  },
};

/** What a sentence is about: "the plan", "their name", "“minutes”". */
export function subjectOf(field: string, info: FieldInfo | undefined): string {
  const [first, , third] = field.split('.');
  if (!info) return first === 'node' ? `the ${spaced(third ?? '')} from an earlier step` : `“${field.split('.').at(-1)}”`;
  // A school chooses the name, so it is quoted.
  if (first === 'field') return info.label === unknownContactField ? info.label : `their “${info.label}”`;
  const label = withoutPercent(info.label);
  if (info.argument === 'property') return `“${label}”`;
  if (info.group === 'Person' && field !== 'contact.createdAt') return `their ${lowered(label)}`;
  if (field === 'contact.createdAt') return 'the date they were added';
  if (first === 'course') return `their ${lowered(label)}`;
  return subjects[label] ?? `the ${lowered(label)}`;
}

/** A whole sentence for a comparison that subject, operator and value do not express well; undefined for any other. */
export function sentenceOf(field: string, info: FieldInfo, operator: Operator, values: string): string | undefined {
  if (info.type === 'boolean' && field.startsWith('field.'))
    return `${subjectOf(field, info)} is ${operator === 'isTrue' ? '' : 'not '}“yes”`;
  if (info.type === 'boolean') {
    const [yes, no] = answers[info.label] ?? completed(info.label);
    return operator === 'isTrue' ? yes : no;
  }
  if (info.type === 'segments') return `they are ${operator === 'isIn' ? '' : 'not '}in the segment ${values}`;
  const list = lists[field];
  switch (list && operator) {
    case 'includes':
    case 'includesAnyOf':
      return list?.any(values);
    case 'doesNotInclude':
    case 'includesNoneOf':
      return list?.none(values);
    case 'isEmpty':
      return list?.empty;
    case 'isNotEmpty':
      return list?.notEmpty;
    default:
      return undefined;
  }
}

const completed = (label: string): readonly [string, string] => [`they ${lowered(label)}`, `they have not ${lowered(label)}`];

/** "A", "A or B", "A, B or C". */
export const eitherOf = (items: readonly string[]): string =>
  items.length < 2 ? (items[0] ?? 'nothing') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;

/** "Plan title" → "plan title"; names such as "Stripe invoice" and "URL" keep their capitals. */
export const lowered = (label: string): string =>
  /^(Stripe|[A-Z]{2})/.test(label) ? label : label.slice(0, 1).toLowerCase() + label.slice(1);

const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
