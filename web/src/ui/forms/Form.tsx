import { useHotkeys } from '@mantine/hooks';
import { type ComponentProps, useRef } from 'react';

/** A form that Ctrl+S saves as well as Enter. Checks are ours, in words, so the browser's are off. */
export function Form(props: ComponentProps<'form'>) {
  const element = useRef<HTMLFormElement>(null);
  useHotkeys([['mod+S', () => element.current?.requestSubmit()]], [], true);
  return <form ref={element} noValidate {...props} />;
}
