import { failedPaymentMails } from './mails/failed-payment.js';
import { type AutomationTemplate, draw, leaveOn, mail, startWith, waitFor } from './template.js';

/** Reminders until a failed payment is paid. */
export const failedPayment: AutomationTemplate = {
  id: 'failed-payment',
  name: 'Failed payment',
  description:
    'Asks for another card when a payment fails, reminds after three days, and tells the staff after a week without a payment.',
  mails: [
    { key: 'failed', label: 'Your payment failed', content: failedPaymentMails.failed },
    { key: 'again', label: 'Your payment is still open', content: failedPaymentMails.again },
    { key: 'staff', label: 'To the staff: a payment is open for a week', content: failedPaymentMails.staff },
    { key: 'thanks', label: 'Thank you, all is paid', content: failedPaymentMails.thanks },
  ],
  build: (ids) =>
    draw(
      [
        startWith('payment.failed', { field: 'event.attempt', operator: 'is', value: 1 }),
        mail('failed', ids),
        waitFor('three-days', 'paid', 'payment.succeeded', 3),
        mail('again', ids),
        waitFor('four-days', 'paid', 'payment.succeeded', 4),
        mail('staff', ids, 'transactional', 'staff'),
        mail('thanks', ids),
      ],
      [
        ['start', 'next', 'failed'],
        ['failed', 'next', 'three-days'],
        ['three-days', 'paid', 'thanks'],
        ['three-days', 'timeout', 'again'],
        ['again', 'next', 'four-days'],
        ['four-days', 'paid', 'thanks'],
        ['four-days', 'timeout', 'staff'],
      ],
      { entry: { policy: 'once_per_key', key: 'invoiceId' }, exitRules: [leaveOn('membership.ended')] },
    ),
};
