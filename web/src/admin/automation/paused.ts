/** What a pause means for people in progress, and for those whose journey needs attention. */
export function pausedInWords({ moving, stuck }: { readonly moving: number; readonly stuck: number }): string {
  const attention = stuck === 0 ? '' : ` ${stuck.toLocaleString('en')} ${stuck === 1 ? 'needs' : 'need'} attention.`;
  if (moving === 0) return `Paused. No one new can enter.${attention || ' No one is in progress.'}`;
  const inside =
    moving === 1 ? 'the person in progress continues' : `the ${moving.toLocaleString('en')} people in progress continue`;
  return `Paused. No one new can enter; ${inside} to the end.${attention}`;
}
