/** Something an owner has to fix in a condition. */
export interface ConditionProblem {
  /** Where: `tests.2.value`. */
  readonly path: string;
  readonly message: string;
  readonly fix: string;
}
