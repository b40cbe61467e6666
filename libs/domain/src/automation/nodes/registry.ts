import { addNote } from './addNote/index.js';
import { addTag } from './addTag/index.js';
import { approval } from './approval/index.js';
import { branch } from './branch/index.js';
import { callUrl } from './callUrl/index.js';
import { changeMembership } from './changeMembership/index.js';
import type { NodeDefinition } from './definition.js';
import { exit } from './exit/index.js';
import { goBack } from './goBack/index.js';
import { grantAccess } from './grantAccess/index.js';
import { ifElse } from './ifElse/index.js';
import { issueCertificate } from './issueCertificate/index.js';
import type { NodeKind } from './kinds.js';
import { notifyStaff } from './notifyStaff/index.js';
import { removeTag } from './removeTag/index.js';
import { revokeAccess } from './revokeAccess/index.js';
import { revokeCertificate } from './revokeCertificate/index.js';
import { sendEmail } from './sendEmail/index.js';
import { setField } from './setField/index.js';
import { split } from './split/index.js';
import { startAutomation } from './startAutomation/index.js';
import { stopAutomation } from './stopAutomation/index.js';
import { trigger } from './trigger/index.js';
import { waitDuration } from './waitDuration/index.js';
import { waitForCondition } from './waitForCondition/index.js';
import { waitForEvent } from './waitForEvent/index.js';
import { waitUntil } from './waitUntil/index.js';

const registry = {
  trigger,
  waitDuration,
  waitUntil,
  waitForEvent,
  waitForCondition,
  approval,
  ifElse,
  branch,
  split,
  goBack,
  sendEmail,
  notifyStaff,
  issueCertificate,
  revokeCertificate,
  grantAccess,
  revokeAccess,
  addTag,
  removeTag,
  setField,
  addNote,
  changeMembership,
  startAutomation,
  stopAutomation,
  callUrl,
  exit,
} as const satisfies { readonly [K in NodeKind]: NodeDefinition<K> };

/** Definitions of all node kinds, from which the form, the card and the planner derive. */
export const nodeDefinitions: Readonly<Record<NodeKind, NodeDefinition>> = registry;
