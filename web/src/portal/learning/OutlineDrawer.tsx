import type { ComponentProps } from 'react';
import { DeferredDrawer } from '../../ui/overlays/Overlays';
import { Outline } from './Outline';

interface OutlineDrawerProps extends ComponentProps<typeof Outline> {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The outline, where a phone has no room for it beside the lesson. */
export function OutlineDrawer({ opened, onClose, ...outline }: OutlineDrawerProps) {
  return (
    <DeferredDrawer opened={opened} onClose={onClose} title={outline.course.title} size="sm">
      <Outline {...outline} />
    </DeferredDrawer>
  );
}
