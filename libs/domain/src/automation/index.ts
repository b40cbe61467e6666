export { addressOf, mayStart } from './addressed.js';
export { continueAfterPause, heldCode, type WaitPolicy, waitPolicies } from './after-pause.js';
export {
  ApprovalAnswer,
  ApprovalDecision,
  decisionInWords,
  longestApprovalNote,
  mayDecide,
} from './approvals.js';
export {
  AutomationFile,
  FileRecord,
  fileRecordKinds,
  idsIn,
  type MatchedRecords,
  matchRecords,
  withIds,
} from './automation-file.js';
export * from './automation-input.js';
export { automationMap, type MapEffect, type MapLink, type MapReason, mapEffects } from './automation-map.js';
export {
  canvasLimits,
  groupsOf,
  Note,
  type NoteColour,
  noteColours,
  noteSizes,
  notesOf,
  StepGroup,
} from './canvas-items.js';
export { causes } from './caused-events.js';
export * from './cursor.js';
export {
  type DatedTrigger,
  type DateMoment,
  datedTriggersOf,
  dateMoments,
  daysAround,
  type OnDate,
  type OnSchedule,
  scheduledMoments,
} from './dates/index.js';
export { type ChangeText, describeDiff, describeStep } from './describe-diff.js';
export { withEditedCall } from './edited-call.js';
export * from './effects.js';
export * from './entry-input.js';
export { entryKeyFields, isEntryKey } from './entry-key.js';
export { defaultEntry, describeRules } from './entry-rules.js';
export * from './errors.js';
export * from './forecast/index.js';
export * from './graph.js';
export {
  changedSteps,
  diffGraphs,
  type GraphDiff,
  isSame,
  type LinkChange,
  type RuleChange,
  type StepChange,
  type StepFate,
} from './graph-diff.js';
export { mapGraphTags } from './graph-tags.js';
export { emailPriorities, emailRank, holdEmail, isMarketingEmail, sendsMarketing } from './held-emails.js';
export * from './history/index.js';
export { evidenceOfHold, isHeld, release, type StepHold, stepHeldCode } from './holds.js';
export { definitionOf, findNode, nodeOf, portsOf, targetOf, titleOf, triggersOf, triggerTypes } from './lookup.js';
export { stepsBefore } from './loops.js';
export * from './match.js';
export type { MembershipChange } from './membership-change.js';
export { canMoveTo, type Move, type MoveTarget, moveOut, moveToVersion, stopKeyPrefix } from './move.js';
export { mostBranches } from './nodes/branch/schema.js';
export { hostOf } from './nodes/callUrl/plan.js';
export { CallInput } from './nodes/callUrl/schema.js';
export { plainSecrets } from './nodes/callUrl/secrets.js';
export type {
  AwaitedEvent,
  IconName,
  NodeDefinition,
  NodeFamily,
  Port,
  SettingProblem,
  VisitContext,
} from './nodes/definition.js';
export type { Control, FormField, SettingMeta } from './nodes/form.js';
export { isNodeKind, type NodeKind, nodeKinds } from './nodes/kinds.js';
export { nodeDefinitions } from './nodes/registry.js';
export { freeBranchId } from './nodes/shared/branches.js';
export { type Duration, type DurationUnit, describeDuration, durationUnits } from './nodes/shared/duration.js';
export { type SplitPath, splitPaths, splitShare } from './nodes/split/schema.js';
export { evenly, withoutPath, withPath } from './nodes/split/shares.js';
export { dateSourceNames } from './nodes/trigger/date-sources.js';
export { newTrigger } from './nodes/trigger/schema.js';
export { mostEventPaths } from './nodes/waitForEvent/schema.js';
export {
  applyOperation,
  copyFragment,
  type Fragment,
  fragmentFromText,
  fragmentToText,
  legalTargets,
  type Operation,
  type OperationResult,
  type PortRef,
  type Position,
  refuseConnection,
} from './operations/index.js';
export { overlappingEmails } from './overlaps.js';
export { plan, start } from './plan.js';
export { effectsThatHappened, rerunFrom } from './rerun.js';
export { type Outcome, type Resumption, resume } from './resume.js';
export { type RetryWindow, retryWindows } from './retry-window.js';
export { sameBehaviour, sameGraph } from './same-behaviour.js';
export { sharedRecords, sharedSubjects } from './same-record.js';
export * from './scenarios/index.js';
export { type SendTime, sendTimes } from './send-times.js';
export {
  type Choice,
  type SimulatedStep,
  type Simulation,
  type SimulationInput,
  simulate,
} from './simulate.js';
export {
  type AutomationTemplate,
  automationTemplates,
  type MailSlot,
  type TemplateCategory,
  type TemplateNeed,
  templateCategories,
  templateIds,
} from './templates/index.js';
export { TriggerIndex } from './trigger-index.js';
export {
  checkStructure,
  type MissingInMail,
  type Problem,
  type ProblemCode,
  type ProblemInMail,
  parseGraph,
  reachableFrom,
  scopeOfGraph,
  scopeOfTrigger,
  type ValidationContext,
  validate,
  validateGraph,
} from './validation/index.js';
export { isNear, nextCheck, readWaitGroupKey, waitGroupKey, waitsTogether } from './wait-group.js';
export {
  type BodyValue,
  dataNameFor,
  type MappedDelivery,
  mapDelivery,
  shownBody,
  valuesIn,
  type WebhookField,
  type WebhookMapping,
  webhookLimits,
  webhookMappingOf,
} from './webhooks/index.js';
