export { endIfCancelled, endOf, isCancelledInArrears, type StripeCommand } from './arrears.js';
export * from './decide.js';
export { type Fact, intervalInWords, type KnownMembership, type PurchaseTerms, trialReminderDays } from './facts.js';
export * from './snapshot.js';
export * from './state.js';
export { termsSentence } from './terms.js';
export { trialDaysFor } from './trial.js';
