import type { DrawerProps, ModalProps } from '@mantine/core';
import { cloneElement, type ReactElement, type Ref, useEffect, useState } from 'react';
import { usePart } from './deferred';
import { overlays } from './overlays';

/** A dialog of a first screen, which is loaded later. Pages that are loaded for it use the library's. */
export function DeferredModal(props: ModalProps) {
  const parts = useOverlays(props.opened);
  const opened = useOpened(parts !== null && props.opened);
  return parts && <parts.Modal {...props} opened={opened} />;
}

/** A drawer of a first screen, which is loaded later. */
export function DeferredDrawer(props: DrawerProps) {
  const parts = useOverlays(props.opened);
  const opened = useOpened(parts !== null && props.opened);
  return parts && <parts.Drawer {...props} opened={opened} />;
}

interface HintProps {
  readonly label: string;
  readonly children: ReactElement<{ ref?: Ref<HTMLElement> }>;
}

/** A tooltip. Its target can be used before the tooltip is loaded. */
export function Hint({ label, children }: HintProps) {
  const parts = usePart(overlays);
  const [target, setTarget] = useState<HTMLElement | null>(null);
  return (
    <>
      {cloneElement(children, { ref: setTarget })}
      {parts && target && <parts.Tooltip target={target} label={label} />}
    </>
  );
}

function useOverlays(needed: boolean) {
  useEffect(() => {
    if (needed) overlays.load();
  }, [needed]);
  return usePart(overlays);
}

/** Opens after the first render, so that the overlay knows where to return the focus. */
function useOpened(wanted: boolean): boolean {
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(wanted), [wanted]);
  return opened;
}
