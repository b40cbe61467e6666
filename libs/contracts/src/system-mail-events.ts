/** Events that cause an email outside automations, with the description that operators see. */
export const systemMailEvents = {
  'sign_in.link_requested': 'sign-in link',
  'contact.email_change_requested': 'confirmation of a new address',
  'contact.email_changed': 'notice to the earlier address',
  'staff.password_link_requested': 'password link for staff',
  'mail.test_requested': 'test of a template',
  'approval.requested': 'question to the staff',
  'approval.reminded': 'reminder of a question to the staff',
} as const;

/** An event that causes an email outside automations. */
export type SystemMailEvent = keyof typeof systemMailEvents;

/** Whether an event causes an email outside automations. */
export const isSystemMailEvent = (type: string): type is SystemMailEvent => Object.hasOwn(systemMailEvents, type);
