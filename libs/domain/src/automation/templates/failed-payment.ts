import { failedPaymentMails } from './mails/failed-payment.js';
import { type AutomationTemplate, draw, leaveOn, mail, startWith, waitFor } from './template.js';

/** Help after a week without a payment. Each failed attempt and the receipt are built-in messages. */
export const failedPayment: AutomationTemplate = {
  id: 'failed-payment',
  name: 'Failed payment',
  description:
    'Offers help to a member whose payment is still open after a week, and notifies the staff. The email for each failed attempt is in the email settings.',
  category: 'Payments',
  mails: [
    { key: 'help', label: 'Can we help with your payment?', content: failedPaymentMails.help },
    { key: 'staff', label: 'To the staff: a payment has been open for a week', content: failedPaymentMails.staff },
  ],
  build: (ids) =>
    draw(
      [
        startWith('payment.failed', { field: 'event.attempt', operator: 'is', value: 1 }),
        waitFor('a-week', 'paid', 'payment.succeeded', 7),
        mail('help', ids),
        mail('staff', ids, 'transactional', 'staff'),
      ],
      [
        ['start', 'next', 'a-week'],
        ['a-week', 'timeout', 'help'],
        ['help', 'next', 'staff'],
      ],
      { entry: { policy: 'once_per_key', key: 'invoiceId' }, exitRules: [leaveOn('membership.ended')] },
    ),
};
