/** Labels of enum values in events. */
const labels: Readonly<Record<string, string>> = {
  checkout: 'checkout',
  portal: 'portal',
  account: 'the account page',
  unsubscribe_page: 'the unsubscribe page',
  member: 'the member',
  staff: 'staff',
  program: 'a program',
  automation: 'another automation',
  api: 'another system',
  password: 'password',
  magic_link: 'emailed link',
  schedule: 'the schedule',
  added: 'added lessons',
  converted: 'paid membership',
  past_due: 'payment failed',
  paused: 'paused without a card',
  canceled: 'cancelled',
  cancelled: 'cancelled',
  payment_failed: 'payment failed',
  expired: 'expired',
  revoked: 'revoked by staff',
  charge_failed: 'a charge failed',
  ended_unpaid: 'ended with an unpaid invoice',
  other: 'another reason',
  key_rejected: 'Stripe rejected the key',
  events_not_permitted: 'the key may not read events',
  billing_not_permitted: 'the key may not read billing',
  changes_not_permitted: 'the key may not make changes',
  membership: 'a membership',
  grant: 'given by staff',
  retry: 'retry',
  skip: 'skip',
  stop: 'stop',
  sign_in: 'signing in',
  reset_password: 'a new password',
  welcome: 'welcome',
};

/** Label of an enum value in an event. */
export const choiceLabel = (value: string): string => labels[value] ?? value.replaceAll('_', ' ');

/** Whether a value has a label. A spec checks each value of the catalogue. */
export const hasChoiceLabel = (value: string): boolean => value in labels;
