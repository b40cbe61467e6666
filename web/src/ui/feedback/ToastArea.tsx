import { usePart } from '../overlays/deferred';
import { overlays } from '../overlays/overlays';

/** Where messages appear, once there can be one. */
export function ToastArea() {
  const parts = usePart(overlays);
  return parts && <parts.Notifications position="bottom-center" limit={3} containerWidth={440} />;
}
