/** A variable that `npm test` sets for the part that runs. */
export function fromRunner(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run these specs with npm test -- medium (or e2e, story)`);
  return value;
}
