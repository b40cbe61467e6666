import { useHotkeys } from '@mantine/hooks';
import { type ComponentProps, useRef } from 'react';

/**
 * A form that saves on Ctrl+S and Enter. The browser's validation is off, because we show our own messages. After a submission that finds
 * problems, the first field with one has the focus, so that it is in view in a long form.
 */
export function Form({ onSubmit, ...props }: ComponentProps<'form'>) {
  const element = useRef<HTMLFormElement>(null);
  useHotkeys([['mod+S', () => element.current?.requestSubmit()]], [], true);
  const submit: NonNullable<typeof onSubmit> = (event) => {
    onSubmit?.(event);
    // The problems are rendered after this event.
    setTimeout(() => element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return <form ref={element} noValidate {...props} onSubmit={submit} />;
}
