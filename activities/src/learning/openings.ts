import type { LessonRelease } from '@perennial/domain/learning';

/** Input for deciding which openings to record, and when. */
export interface OpeningContext {
  readonly now: Date;
  readonly enrolledAt: Date;
  /** When the course became open to the person, without an interruption since. */
  readonly openSince: Date | null;
  /** The opening that was expected at the last check; nothing earlier was known then. */
  readonly expectedAt: Date | null;
  /** When the outline or the time zone of its rules last changed, if that was after the last check. */
  readonly changedAt: Date | null;
  /** Lessons that this change added to the outline. */
  readonly added: ReadonlySet<string>;
  /** Lessons already recorded. */
  readonly noted: ReadonlySet<string>;
  /** Instants at which the person completed lessons. */
  readonly completedAt: ReadonlySet<string>;
  /** Lessons that are open to everyone anyway. */
  readonly previews: ReadonlySet<string>;
  /** Lessons that the person has opened. */
  readonly opened: ReadonlySet<string>;
}

/** Lessons that opened at one instant. */
export interface Opening {
  readonly at: string;
  readonly lessonIds: readonly string[];
  /** It opened at this instant because of time, not because of an event or the time of the check. */
  readonly onSchedule: boolean;
  /** They are new in the course, which was already open. */
  readonly added: boolean;
}

/**
 * The lessons that are newly open: those that time opened, with one opening per instant, and those that staff added to an open
 * course. `silent` are lessons that need no announcement: open on enrolment, or opened by the click that completed the previous
 * lesson.
 */
export function newOpenings(
  schedule: readonly LessonRelease[],
  context: OpeningContext,
): { silent: readonly { lessonId: string; at: string }[]; openings: readonly Opening[] } {
  const silent: { lessonId: string; at: string }[] = [];
  const opened = new Map<string, Opening & { lessonIds: string[] }>();
  const now = context.now.toISOString();
  for (const { lessonId, unlocksAt, reason } of schedule) {
    if (unlocksAt === null || unlocksAt > now || context.noted.has(lessonId)) continue;
    // A lesson that the person has already opened is not announced.
    const begun = reason === 'released' && context.opened.has(lessonId);
    if (reason === 'completed' || begun || needsNoAnnouncement(lessonId, unlocksAt, context)) {
      silent.push({ lessonId, at: unlocksAt });
      continue;
    }
    const at = openedAt(unlocksAt, context);
    const added = context.added.has(lessonId);
    const key = `${at} ${added}`;
    const opening = opened.get(key) ?? { at, lessonIds: [], onSchedule: at === unlocksAt, added };
    opening.lessonIds.push(lessonId);
    opened.set(key, opening);
  }
  const openings = [...opened.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  return { silent, openings };
}

function needsNoAnnouncement(lessonId: string, unlocksAt: string, context: OpeningContext): boolean {
  if (context.previews.has(lessonId) || context.completedAt.has(unlocksAt)) return true;
  return unlocksAt <= context.enrolledAt.toISOString() && !context.added.has(lessonId);
}

/** A lesson opens when it is due, but not while the course is closed, and not before it was added. */
function openedAt(unlocksAt: string, { openSince, expectedAt, changedAt }: OpeningContext): string {
  const known = expectedAt !== null && unlocksAt >= expectedAt.toISOString();
  const notBefore = [openSince, known ? null : changedAt].flatMap((at) => (at ? [at.toISOString()] : []));
  return [unlocksAt, ...notBefore].reduce((latest, at) => (at > latest ? at : latest));
}
