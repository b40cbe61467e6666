import { z } from 'zod';
import {
  addMilliseconds,
  atLocalTime,
  daysAfter,
  firstZone,
  LocalDate,
  LocalTime,
  laterOf,
  localInstant,
} from '../calendar/index.js';

const clock = {
  /** Time of day at which it opens. */
  localTime: LocalTime.default('00:00'),
  /** The member's time zone, or the school's for everyone. */
  basis: z.enum(['member', 'school']).default('member'),
};
/** The most days that a lesson opens after enrolment or after the lesson before it. */
export const longestReleaseDays = 3650;
const days = z.int().min(0).max(longestReleaseDays);

/** When a module or a lesson opens. */
export const ReleaseRule = z.discriminatedUnion('mode', [
  z.object({ mode: z.literal('immediate'), ...clock }),
  z.object({ mode: z.literal('after_enrolment'), days, ...clock }),
  z.object({ mode: z.literal('on_date'), date: LocalDate, ...clock }),
  z.object({ mode: z.literal('after_previous'), days, ...clock }),
]);
export type ReleaseRule = z.output<typeof ReleaseRule>;

/** The rule of a module or lesson without a rule of its own. */
export const releaseImmediately: ReleaseRule = { mode: 'immediate', localTime: '00:00', basis: 'member' };

/** A lesson in course order. */
export interface ScheduledLesson {
  readonly lessonId: string;
  readonly rule: ReleaseRule;
  /** Whether the module after it waits for this one; true by default. */
  readonly required?: boolean;
}

/** A module in course order. */
export interface ScheduledModule {
  readonly moduleId: string;
  readonly rule: ReleaseRule;
  readonly lessons: readonly ScheduledLesson[];
}

/** What a schedule depends on besides the course. */
export interface ReleaseContext {
  readonly enrolledAt: string;
  readonly zones: { readonly member: string | null; readonly school: string };
  /** When each completed lesson was completed, by lesson id. */
  readonly completedAt: Readonly<Record<string, string>>;
  /** Since when each lesson is known to have been open to this person, by lesson id. */
  readonly releasedAt?: Readonly<Record<string, string>>;
  /** How long the membership was paused since enrolment: days after enrolment do not count meanwhile. */
  readonly pausedMs: number;
}

/** Why a lesson opens when it does. */
export type ReleaseReason =
  | 'immediate'
  | 'days_after_enrolment'
  | 'date'
  | 'days_after_previous'
  | 'waits_for_previous'
  | 'completed'
  /** The rules would open it later, but it was open to this person before they changed. */
  | 'released';

/** When a lesson opens for one person. */
export interface LessonRelease {
  readonly lessonId: string;
  /** Null while it waits for something before it to be completed. */
  readonly unlocksAt: string | null;
  readonly reason: ReleaseReason;
  /** Whose rule decided. */
  readonly by: 'module' | 'lesson';
}

interface Opening {
  readonly at: string | null;
  readonly reason: ReleaseReason;
}

/**
 * When each lesson of a course opens for a person, in course order. A lesson opens at the later of its module's instant and its
 * own, never before the enrolment; one that was open to the person or completed never locks again, whatever the current rules
 * are.
 */
export function releaseSchedule(modules: readonly ScheduledModule[], context: ReleaseContext): LessonRelease[] {
  const releases: LessonRelease[] = [];
  let previousLesson: ScheduledLesson | undefined;
  let previousModule: ScheduledModule | undefined;
  for (const module of modules) {
    const ofModule = opening(module.rule, previousModule ? completionOf(previousModule, context) : context.enrolledAt, context);
    for (const lesson of module.lessons) {
      const base = previousLesson ? completed(previousLesson, context) : context.enrolledAt;
      releases.push(release(lesson, ofModule, opening(lesson.rule, base, context), context));
      previousLesson = lesson;
    }
    previousModule = module;
  }
  return releases;
}

/** The next moment at which lessons open, with those that do; null if none is known yet. */
export function nextRelease(
  schedule: readonly LessonRelease[],
  now: string,
): { readonly at: string; readonly lessonIds: string[] } | null {
  const instant = laterOf(now, now);
  const ahead = schedule.flatMap(({ unlocksAt }) => (unlocksAt !== null && unlocksAt > instant ? [unlocksAt] : [])).sort();
  const at = ahead[0];
  if (at === undefined) return null;
  return { at, lessonIds: schedule.filter(({ unlocksAt }) => unlocksAt === at).map(({ lessonId }) => lessonId) };
}

/**
 * The lessons that were open at `asOf` and that a changed schedule would lock again, with the instants at which they opened.
 * Recorded as released, they stay open. Lessons that the changed schedule does not contain were removed, not locked.
 */
export function lockedAgain(
  before: readonly LessonRelease[],
  after: readonly LessonRelease[],
  asOf: string,
): { readonly lessonId: string; readonly at: string }[] {
  const now = laterOf(asOf, asOf);
  const later = new Map(after.map(({ lessonId, unlocksAt }) => [lessonId, unlocksAt]));
  return before.flatMap(({ lessonId, unlocksAt }) => {
    const changed = later.get(lessonId);
    if (unlocksAt === null || unlocksAt > now || changed === undefined) return [];
    return changed === null || changed > now ? [{ lessonId, at: unlocksAt }] : [];
  });
}

function release(lesson: ScheduledLesson, ofModule: Opening, ofLesson: Opening, context: ReleaseContext): LessonRelease {
  const byModule = ofModule.at === null || (ofLesson.at !== null && ofModule.at > ofLesson.at);
  const { at, reason } = byModule ? ofModule : ofLesson;
  const { lessonId } = lesson;
  const by = byModule ? 'module' : 'lesson';
  const past = [
    { at: completed(lesson, context), reason: 'completed' as const },
    { at: instantOf(lesson, context.releasedAt), reason: 'released' as const },
  ];
  const decided = past.reduce<Opening>((earliest, one) => (isEarlier(one.at, earliest.at) ? one : earliest), { at, reason });
  return { lessonId, unlocksAt: decided.at, reason: decided.reason, by };
}

const isEarlier = (at: string | null, than: string | null): boolean => at !== null && (than === null || at < than);

/** `previous` is when the previous one was completed: the enrolment if there is none, null while it is not completed. */
function opening(rule: ReleaseRule, previous: string | null, context: ReleaseContext): Opening {
  const { enrolledAt, zones } = context;
  const zone = rule.basis === 'school' ? firstZone(zones.school) : firstZone(zones.member, zones.school);
  const notBefore = (at: string, reason: ReleaseReason): Opening => ({ at: laterOf(enrolledAt, at), reason });
  switch (rule.mode) {
    case 'immediate':
      return notBefore(enrolledAt, 'immediate');
    case 'on_date':
      return notBefore(localInstant(rule.date, rule.localTime, zone), 'date');
    case 'after_enrolment':
      return notBefore(
        afterPause(daysAfter(enrolledAt, rule.days, zone, rule.localTime), rule.localTime, zone, context),
        'days_after_enrolment',
      );
    case 'after_previous': {
      if (previous === null) return { at: null, reason: 'waits_for_previous' };
      const at = daysAfter(previous, rule.days, zone, rule.localTime);
      return notBefore(laterOf(previous, at), 'days_after_previous');
    }
  }
}

/**
 * A pause moves an opening back by its length and then to the rule's time of day before that. Moving it forward would lock a
 * lesson again for some hours after the pause.
 */
function afterPause(at: string, time: string, zone: string, { pausedMs }: ReleaseContext): string {
  if (pausedMs <= 0) return at;
  const moved = addMilliseconds(at, Math.floor(pausedMs));
  const sameDay = atLocalTime(moved, zone, time);
  return laterOf(at, sameDay <= moved ? sameDay : daysAfter(moved, -1, zone, time));
}

const completed = (lesson: ScheduledLesson, { completedAt }: ReleaseContext): string | null => instantOf(lesson, completedAt);

function instantOf({ lessonId }: ScheduledLesson, instants: Readonly<Record<string, string>> = {}): string | null {
  const at = Object.hasOwn(instants, lessonId) ? instants[lessonId] : undefined;
  return at ? laterOf(at, at) : null;
}

/** When the last required lesson of a module was completed; null while one is open. A module without any counts as done. */
function completionOf(module: ScheduledModule, context: ReleaseContext): string | null {
  const times = module.lessons.filter(({ required }) => required !== false).map((lesson) => completed(lesson, context));
  if (times.includes(null)) return null;
  return times.reduce<string>((latest, at) => (at === null ? latest : laterOf(latest, at)), context.enrolledAt);
}
