/** The response to a deletion. */
export const deleted = <O extends string>(id: string, object: O): { id: string; object: O; deleted: true } => ({
  id,
  object,
  deleted: true,
});
