/** What a pause means for whom. */
export function pausedInWords(people: number): string {
  if (people === 0) return 'Paused. Nobody new enters, and nobody is on their way.';
  return people === 1
    ? 'Paused. Nobody new enters; the 1 person on their way goes on to the end.'
    : `Paused. Nobody new enters; the ${people.toLocaleString('en')} people on their way go on to the end.`;
}
