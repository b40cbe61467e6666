/** What a pause means for whom: people on their way, and those of them who are stuck. */
export function pausedInWords({ moving, stuck }: { readonly moving: number; readonly stuck: number }): string {
  const attention = stuck === 0 ? '' : ` ${stuck.toLocaleString('en')} ${stuck === 1 ? 'needs' : 'need'} attention.`;
  if (moving === 0) return `Paused. Nobody new enters.${attention || ' Nobody is on their way.'}`;
  const inside =
    moving === 1 ? 'the 1 person on their way goes on' : `the ${moving.toLocaleString('en')} people on their way go on`;
  return `Paused. Nobody new enters; ${inside} to the end.${attention}`;
}
