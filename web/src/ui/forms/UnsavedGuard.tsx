import { Button, Group, Text } from '@mantine/core';
import { useEffect, useSyncExternalStore } from 'react';
import { useBlocker } from 'react-router';
import { DeferredModal } from '../overlays/Overlays';
import { unsavedForms } from './unsaved';

/** Asks before typed input is discarded. One for each app: the router supports a single blocker. */
export function UnsavedGuard() {
  const { any, asking } = useSyncExternalStore(unsavedForms.subscribe, unsavedForms.snapshot);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => unsavedForms.isLostBy(currentLocation, nextLocation));
  useEffect(() => {
    if (!any) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stay);
    return () => window.removeEventListener('beforeunload', stay);
  }, [any]);
  const blocked = blocker.state === 'blocked';
  const answer = (discard: boolean) => {
    if (asking) unsavedForms.answer(discard);
    if (!blocked) return;
    if (discard) blocker.proceed();
    else blocker.reset();
  };
  return (
    <DeferredModal opened={blocked || asking} onClose={() => answer(false)} title="Leave without saving?" zIndex={400}>
      <Text>Your changes are not saved yet.</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={() => answer(false)}>
          Stay
        </Button>
        <Button color="red" onClick={() => answer(true)}>
          Leave without saving
        </Button>
      </Group>
    </DeferredModal>
  );
}
