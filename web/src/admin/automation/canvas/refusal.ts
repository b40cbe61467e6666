import { showFailure } from '../../../ui/feedback/toasts';

/** Shows why a change to the drawing was refused; nothing if it was made. */
export function showRefusal(reason: string | null): void {
  if (reason) showFailure(new Error(reason), reason);
}
