import { type MantineSpacing, Stack, type StyleProp } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';
import { ChangedElsewhere } from './ChangedElsewhere';
import { Form } from './Form';
import { SubmitRow } from './SubmitRow';
import { type SaveOptions, useSave } from './use-save';
import { useStored } from './use-stored';

interface StoredFormProps<V extends object, R> extends Omit<SaveOptions<V, R>, 'done'> {
  readonly form: UseFormReturnType<V>;
  /** The stored record as the form's values, also after somebody else saved it. */
  readonly stored: V;
  /** The success message. */
  readonly done?: string;
  /** Why this person cannot save; null if they can. */
  readonly refused?: string | null;
  readonly maw?: StyleProp<MantineSpacing>;
  readonly children: ReactNode;
}

/** A form that edits a stored record. It follows changes that others save, and saves only changed input. */
export function StoredForm<V extends object, R>(props: StoredFormProps<V, R>) {
  const { form, stored, done = 'Saved.', refused = null, maw, children, ...options } = props;
  const save = useSave(form, { ...options, done });
  const changedElsewhere = useStored(form, stored);
  const canSave = refused === null && form.isDirty();
  return (
    <div>
      <ChangedElsewhere {...changedElsewhere} />
      <Form
        onSubmit={form.onSubmit((values) => {
          if (canSave) save.mutate(values);
        })}
      >
        <Stack {...(maw !== undefined && { maw })}>
          {children}
          <SubmitRow pending={save.isPending} disabled={!canSave} note={refused}>
            Save
          </SubmitRow>
        </Stack>
      </Form>
    </div>
  );
}
