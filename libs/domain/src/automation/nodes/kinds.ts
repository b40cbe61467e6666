/** Every kind of node, in the order the picker lists them. */
export const nodeKinds = [
  'trigger',
  'waitDuration',
  'waitUntil',
  'waitForEvent',
  'waitForCondition',
  'approval',
  'ifElse',
  'branch',
  'split',
  'goBack',
  'sendEmail',
  'notifyStaff',
  'issueCertificate',
  'revokeCertificate',
  'grantAccess',
  'revokeAccess',
  'addTag',
  'removeTag',
  'setField',
  'addNote',
  'changeMembership',
  'startAutomation',
  'stopAutomation',
  'callUrl',
  'exit',
] as const;

/** One of {@link nodeKinds}. */
export type NodeKind = (typeof nodeKinds)[number];

/** Whether a string names a kind of node. */
export const isNodeKind = (value: unknown): value is NodeKind => nodeKinds.some((kind) => kind === value);
