/** Counts missing and repeated effects. */
export class Tally {
  lost = 0;
  twice = 0;
  of = 0;

  constructor(private readonly say: (line: string) => void) {}

  /** @param most where fewer are right too, as of a step that was parked with its reason */
  compare(what: string, actual: number, wanted: number, most = wanted): void {
    this.of += most;
    const lost = Math.max(0, wanted - actual);
    const twice = Math.max(0, actual - most);
    this.lost += lost;
    this.twice += twice;
    if (lost > 0 || twice > 0) this.say(`  ✗ ${what}: ${actual} instead of ${wanted === most ? wanted : `${wanted} to ${most}`}`);
  }
}
