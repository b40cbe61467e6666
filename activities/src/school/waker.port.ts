import type { Wait } from '@perennial/db';

/** Taps a waiting workflow on the shoulder. One that is gone needs no waking. */
export interface Waker {
  wake(ownerKind: Wait['ownerKind'], ownerId: string): Promise<void>;
}
