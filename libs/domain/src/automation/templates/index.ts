import { abandonedCheckout } from './abandoned-checkout.js';
import { courseCompanion } from './course-companion.js';
import { courseCompletion } from './course-completion.js';
import { failedPayment } from './failed-payment.js';
import { inactiveMembers } from './inactive-members.js';
import { membershipAnniversary } from './membership-anniversary.js';
import { nextCourse } from './next-course.js';
import { saveCancellation } from './save-cancellation.js';
import type { AutomationTemplate } from './template.js';
import { trialCheckIn } from './trial-check-in.js';
import { trialRescue } from './trial-rescue.js';
import { welcomeSeries } from './welcome-series.js';
import { winBack } from './win-back.js';

export {
  type AutomationTemplate,
  type MailSlot,
  type TemplateCategory,
  type TemplateNeed,
  templateCategories,
  templateIds,
} from './template.js';

/** The ready-made automations, most used first. */
export const automationTemplates: readonly AutomationTemplate[] = [
  welcomeSeries,
  trialCheckIn,
  trialRescue,
  abandonedCheckout,
  failedPayment,
  saveCancellation,
  winBack,
  membershipAnniversary,
  courseCompanion,
  courseCompletion,
  nextCourse,
  inactiveMembers,
];
