import { InitialSchema1795305600000 } from './0001-initial-schema.js';
import { Pictures1795350000000 } from './0002-pictures.js';
import { ProofOfAddress1795360000000 } from './0003-proof-of-address.js';
import { RequestIds1795370000000 } from './0004-request-ids.js';
import { AccessToldOnce1795380000000 } from './0005-access-told-once.js';
import { ContactSearch1795390000000 } from './0006-contact-search.js';
import { DripBySchedule1795400000000 } from './0007-drip-by-schedule.js';
import { StartRequested1795410000000 } from './0008-start-requested.js';
import { LessonsStayOpen1795420000000 } from './0009-lessons-stay-open.js';
import { Search1795430000000 } from './0010-search.js';
import { CardAndCancellationReason1795431000000 } from './0011-card-and-cancellation-reason.js';
import { CheckoutsOfVisitors1795432000000 } from './0012-checkouts-of-visitors.js';
import { LessonsSavedOneByOne1795440000000 } from './0013-lessons-saved-one-by-one.js';
import { ContactImports1795490000000 } from './0014-contact-imports.js';
import { StripeRefusals1795500000000 } from './0015-stripe-refusals.js';
import { StuckWorkflows1795500500000 } from './0016-stuck-workflows.js';
import { OneMailForTheEndOfATrial1795501000000 } from './0017-one-mail-for-the-end-of-a-trial.js';
import { MarketingConsents1795502000000 } from './0018-marketing-consent.js';
import { CallSecrets1795503000000 } from './0019-call-secrets.js';
import { MailedLinks1795600000000 } from './0020-mailed-links.js';
import { ConditionsOverContacts1795610000000 } from './0021-conditions-over-contacts.js';
import { RelayClaims1795625000000 } from './0025-relay-claims.js';
import { ChargesOfMemberships1795626000000 } from './0026-charges-of-memberships.js';
import { SharedDispatches1795627000000 } from './0027-shared-dispatches.js';
import { GuardsInOneLookup1795633000000 } from './0033-guards-in-one-lookup.js';
import { FasterEventsAndLists1795634000000 } from './0034-faster-events-and-lists.js';
import { WaitGroups1795635000000 } from './0035-wait-groups.js';
import { CountsOfRuns1795637000000 } from './0037-counts-of-runs.js';
import { LeasedClaims1795641000000 } from './0041-leased-claims.js';
import { EventsInOneRoundTrip1795643000000 } from './0043-events-in-one-round-trip.js';
import { PortalVisits1795644000000 } from './0044-portal-visits.js';
import { LongListsAndCounts1795645000000 } from './0045-long-lists-and-counts.js';
import { TagsAreRecords1795646000000 } from './0046-tags-are-records.js';
import { NumbersOfAnyText1795647000000 } from './0047-numbers-of-any-text.js';
import { ContactFields1795648000000 } from './0048-contact-fields.js';
import { AttemptsOfSteps1795650000000 } from './0050-attempts-of-steps.js';
import { ImportedFieldValues1795651000000 } from './0051-imported-field-values.js';
import { Segments1795652000000 } from './0052-segments.js';
import { SegmentMembers1795653000000 } from './0053-segment-members.js';
import { NotesOfVersions1795658000000 } from './0058-notes-of-versions.js';
import { MovesOfRuns1795659000000 } from './0059-moves-of-runs.js';
import { HeldPeople1795660000000 } from './0060-held-people.js';
import { Passages1795661000000 } from './0061-passages.js';
import { PeopleAddedToAutomations1795662000000 } from './0062-people-added-to-automations.js';
import { DatedTriggers1795663000000 } from './0063-dated-triggers.js';
import { IncomingWebhooks1795664000000 } from './0064-incoming-webhooks.js';
import { HeldSteps1795667000000 } from './0067-held-steps.js';
import { Reruns1795668000000 } from './0068-reruns.js';
import { EmailLimits1795676000000 } from './0076-email-limits.js';
import { Approvals1795677000000 } from './0077-approvals.js';
import { TimeDependentSegments1795683000000 } from './0083-time-dependent-segments.js';
import { BestEntries1795684000000 } from './0084-best-entries.js';

/** In the order they run. A landed migration never changes. */
export const migrations = [
  InitialSchema1795305600000,
  Pictures1795350000000,
  ProofOfAddress1795360000000,
  RequestIds1795370000000,
  AccessToldOnce1795380000000,
  ContactSearch1795390000000,
  DripBySchedule1795400000000,
  StartRequested1795410000000,
  LessonsStayOpen1795420000000,
  Search1795430000000,
  CardAndCancellationReason1795431000000,
  CheckoutsOfVisitors1795432000000,
  LessonsSavedOneByOne1795440000000,
  ContactImports1795490000000,
  StripeRefusals1795500000000,
  StuckWorkflows1795500500000,
  OneMailForTheEndOfATrial1795501000000,
  MarketingConsents1795502000000,
  CallSecrets1795503000000,
  MailedLinks1795600000000,
  ConditionsOverContacts1795610000000,
  RelayClaims1795625000000,
  ChargesOfMemberships1795626000000,
  SharedDispatches1795627000000,
  GuardsInOneLookup1795633000000,
  FasterEventsAndLists1795634000000,
  WaitGroups1795635000000,
  CountsOfRuns1795637000000,
  LeasedClaims1795641000000,
  EventsInOneRoundTrip1795643000000,
  PortalVisits1795644000000,
  LongListsAndCounts1795645000000,
  TagsAreRecords1795646000000,
  NumbersOfAnyText1795647000000,
  ContactFields1795648000000,
  AttemptsOfSteps1795650000000,
  ImportedFieldValues1795651000000,
  Segments1795652000000,
  SegmentMembers1795653000000,
  NotesOfVersions1795658000000,
  MovesOfRuns1795659000000,
  HeldPeople1795660000000,
  Passages1795661000000,
  TimeDependentSegments1795683000000,
  BestEntries1795684000000,
  HeldSteps1795667000000,
  Reruns1795668000000,
  EmailLimits1795676000000,
  PeopleAddedToAutomations1795662000000,
  DatedTriggers1795663000000,
  IncomingWebhooks1795664000000,
  Approvals1795677000000,
];
