import { Approval } from './automation/approval.entity.js';
import {
  Automation,
  AutomationRun,
  AutomationVersion,
  NonEntry,
  Passage,
  RunAttempt,
  RunCount,
  RunMove,
  RunMoveItem,
  RunVisit,
  TriggerGeneration,
} from './automation/automation.entity.js';
import { CallSecret } from './automation/call-secret.entity.js';
import { DatedTrigger, SchedulePass } from './automation/dated-trigger.entity.js';
import { EntryRequest, EntryRequestPerson } from './automation/entry-request.entity.js';
import { IncomingWebhook, WebhookDelivery, WebhookReceipt } from './automation/incoming-webhook.entity.js';
import { StuckWorkflow } from './automation/stuck-workflow.entity.js';
import { Invoice, Membership } from './billing/membership.entity.js';
import { Plan, PlanItem, Product } from './billing/plan.entity.js';
import { StripeConnection, StripeEvent } from './billing/stripe.entity.js';
import { ApiKey, IdempotentRequest } from './identity/api-key.entity.js';
import { Session, SignInToken, StaffToken } from './identity/session.entity.js';
import { Staff } from './identity/staff.entity.js';
import { Certificate, CertificateTemplate, CourseModule, Enrolment, Lesson, LessonProgress } from './learning/course.entity.js';
import { Access, Entitlement } from './learning/entitlement.entity.js';
import { Effect, EmailMessage, EmailTemplate, MarketingAllowance } from './messaging/mail.entity.js';
import { Contact, ContactTag, MarketingConsent, MemberAccount } from './people/contact.entity.js';
import { ContactField, ContactFieldStored } from './people/contact-field.entity.js';
import { ContactImport, ContactImportRow } from './people/contact-import.entity.js';
import { Segment, SegmentMember } from './people/segment.entity.js';
import { Tag } from './people/tag.entity.js';
import { Event, EventKey, Lane, Outbox, Wait, Wake } from './platform/events/event.entity.js';
import { RateLimit } from './platform/rate-limit.entity.js';
import { SearchEntry } from './platform/search/search-entry.entity.js';
import { Clock } from './school/clock.entity.js';
import { School } from './school/school.entity.js';

/** Every table of the product. */
export const entities = [
  School,
  Clock,
  Contact,
  ContactImport,
  ContactImportRow,
  ContactTag,
  MarketingConsent,
  MemberAccount,
  Staff,
  Session,
  SignInToken,
  StaffToken,
  ApiKey,
  IdempotentRequest,
  RateLimit,
  StripeConnection,
  StripeEvent,
  Product,
  Plan,
  PlanItem,
  Membership,
  Invoice,
  Entitlement,
  Access,
  Event,
  EventKey,
  Outbox,
  Lane,
  Wait,
  Wake,
  Automation,
  AutomationVersion,
  AutomationRun,
  RunCount,
  Passage,
  RunAttempt,
  RunMove,
  RunMoveItem,
  RunVisit,
  NonEntry,
  EntryRequest,
  EntryRequestPerson,
  DatedTrigger,
  SchedulePass,
  IncomingWebhook,
  WebhookDelivery,
  WebhookReceipt,
  Approval,
  TriggerGeneration,
  StuckWorkflow,
  CallSecret,
  CourseModule,
  Lesson,
  Enrolment,
  LessonProgress,
  CertificateTemplate,
  Certificate,
  Effect,
  EmailTemplate,
  EmailMessage,
  MarketingAllowance,
  SearchEntry,
  Tag,
  ContactField,
  ContactFieldStored,
  Segment,
  SegmentMember,
];
