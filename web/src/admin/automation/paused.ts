/** People in an automation that is paused. */
interface PausedPeople {
  readonly moving: number;
  readonly stuck: number;
  /** Whether the pause holds them. */
  readonly held?: boolean;
}

/** What a pause means for people in progress, and for those whose journey needs attention. */
export function pausedInWords({ moving, stuck, held = false }: PausedPeople): string {
  const attention = stuck === 0 ? '' : ` ${stuck.toLocaleString('en')} ${stuck === 1 ? 'needs' : 'need'} attention.`;
  if (moving === 0) return `Paused. No one new can enter.${attention || ' No one is in progress.'}`;
  if (held)
    return `Paused. No one new can enter; ${moving === 1 ? 'the person in progress is' : `the ${moving.toLocaleString('en')} people in progress are`} held until you resume it.${attention}`;
  const inside =
    moving === 1 ? 'the person in progress continues' : `the ${moving.toLocaleString('en')} people in progress continue`;
  return `Paused. No one new can enter; ${inside} to the end.${attention}`;
}
