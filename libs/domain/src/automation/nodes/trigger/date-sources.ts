/** Dates that a trigger can fire on. */
export const dateSources = ['field', 'trialEnd', 'renewal', 'membershipEnd', 'membershipStart'] as const;
export type DateSource = (typeof dateSources)[number];

/** What a form calls them. */
export const dateSourceOptions: Readonly<Record<DateSource, string>> = {
  field: 'A date in a contact field',
  trialEnd: 'The end of a trial',
  renewal: 'The next renewal of a membership',
  membershipEnd: 'The end of a membership',
  membershipStart: 'The start of a membership',
};

/** What events and screens call them. Contact fields have their own names. */
export const dateSourceNames: Readonly<Record<Exclude<DateSource, 'field'>, string>> = {
  trialEnd: 'End of the trial',
  renewal: 'Renewal',
  membershipEnd: 'End of the membership',
  membershipStart: 'Start of the membership',
};

/** How a sentence names the day: "3 days before the trial ends". */
export const dateSourceClauses: Readonly<Record<Exclude<DateSource, 'field'>, string>> = {
  trialEnd: 'the trial ends',
  renewal: 'the membership renews',
  membershipEnd: 'the membership ends',
  membershipStart: 'the membership starts',
};

/** Sources that can come back every year. */
export const yearlySources: readonly DateSource[] = ['field', 'membershipStart'];

/** Sources that move on as soon as the date has come, so that only days before it can be counted. */
export const comingSources: readonly DateSource[] = ['renewal'];
