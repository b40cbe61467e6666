import { courseCompletion } from './course-completion.js';
import { failedPayment } from './failed-payment.js';
import type { AutomationTemplate } from './template.js';
import { trialRescue } from './trial-rescue.js';
import { welcomeSeries } from './welcome-series.js';

export { type AutomationTemplate, type MailSlot, templateIds } from './template.js';

/** The ready-made automations, most used first. */
export const automationTemplates: readonly AutomationTemplate[] = [welcomeSeries, trialRescue, failedPayment, courseCompletion];
