import type { LessonRelease } from '@perennial/domain/learning';

/** What decides which openings are told, and as of when. */
export interface OpeningContext {
  readonly now: Date;
  readonly enrolledAt: Date;
  /** Since when the course is open to the person without a break. */
  readonly openSince: Date | null;
  /** The opening that was planned when we last looked; nothing earlier was known then. */
  readonly plannedAt: Date | null;
  /** When the outline or the hour it goes by was last changed, if it was since we last looked. */
  readonly changedAt: Date | null;
  /** Lessons that this change added to the outline. */
  readonly added: ReadonlySet<string>;
  /** Lessons taken note of before. */
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
  /** It was due at this instant, whenever we look: time opened it, no event of ours. */
  readonly planned: boolean;
  /** They are new in the course, which was already open. */
  readonly added: boolean;
}

/**
 * Which lessons are newly open: those that time opened, one opening per instant, those that staff added to what is open, and
 * those that are simply there: open on enrolment, or opened by the very click that completed the lesson before.
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
    // What the rules would open later, and the person has opened already, is no news.
    const begun = reason === 'released' && context.opened.has(lessonId);
    if (reason === 'completed' || begun || isThereAnyway(lessonId, unlocksAt, context)) {
      silent.push({ lessonId, at: unlocksAt });
      continue;
    }
    const at = openedAt(unlocksAt, context);
    const added = context.added.has(lessonId);
    const key = `${at} ${added}`;
    const opening = opened.get(key) ?? { at, lessonIds: [], planned: at === unlocksAt, added };
    opening.lessonIds.push(lessonId);
    opened.set(key, opening);
  }
  const openings = [...opened.values()].sort((a, b) => (a.at < b.at ? -1 : 1));
  return { silent, openings };
}

function isThereAnyway(lessonId: string, unlocksAt: string, context: OpeningContext): boolean {
  if (context.previews.has(lessonId) || context.completedAt.has(unlocksAt)) return true;
  return unlocksAt <= context.enrolledAt.toISOString() && !context.added.has(lessonId);
}

/** A lesson opens when it is due, but not while the course is closed, nor before someone put it there. */
function openedAt(unlocksAt: string, { openSince, plannedAt, changedAt }: OpeningContext): string {
  const known = plannedAt !== null && unlocksAt >= plannedAt.toISOString();
  const notBefore = [openSince, known ? null : changedAt].flatMap((at) => (at ? [at.toISOString()] : []));
  return [unlocksAt, ...notBefore].reduce((latest, at) => (at > latest ? at : latest));
}
