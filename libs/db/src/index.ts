export * from './automation/approval.entity.js';
export * from './automation/automation.entity.js';
export * from './automation/call-secret.entity.js';
export * from './automation/dated-trigger.entity.js';
export * from './automation/entry-request.entity.js';
export * from './automation/incoming-webhook.entity.js';
export * from './automation/stuck-workflow.entity.js';
export * from './billing/membership.entity.js';
export * from './billing/plan.entity.js';
export * from './billing/stripe.entity.js';
export { connect, createDataSource, type DatabaseOptions } from './data-source.js';
export * from './identity/api-key.entity.js';
export * from './identity/session.entity.js';
export * from './identity/staff.entity.js';
export * from './learning/course.entity.js';
export * from './learning/entitlement.entity.js';
export * from './messaging/mail.entity.js';
export * from './people/contact.entity.js';
export * from './people/contact-field.entity.js';
export * from './people/contact-import.entity.js';
export * from './people/segment.entity.js';
export * from './people/tag.entity.js';
export * from './platform/events/event.entity.js';
export {
  type Column,
  column,
  columnName,
  defineQuery,
  orNull,
  postgresTypes,
  type Query,
  type QueryRow,
} from './platform/queries/query.js';
export { isRefusedByPostgres, type Statements, statementsOf } from './platform/queries/statements.js';
export * from './platform/rate-limit.entity.js';
export * from './platform/search/search-entry.entity.js';
export { assertFenced, assertSafeLogin } from './platform/tenancy/fence-check.js';
export { schoolRepository } from './platform/tenancy/school-repository.js';
export { enterSchool } from './platform/tenancy/school-scope.queries.js';
export { assertNoOpenScope, Tenancy } from './platform/tenancy/tenancy.js';
export * from './school/clock.entity.js';
export * from './school/school.entity.js';
