import { Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { AutomationName, type AutomationTemplate } from '@perennial/domain/automation';
import { Form } from '../../../ui/forms/Form';
import { FormModal } from '../../../ui/forms/FormModal';
import { problemBy } from '../../../ui/forms/field-problems';
import { SubmitRow } from '../../../ui/forms/SubmitRow';
import { useSave } from '../../../ui/forms/use-save';
import { templatesKey } from '../../messaging/email-settings';
import { RecordSelect } from '../../platform/records/RecordSelect';
import { automationsKey, type TemplateRecords } from '../automation';

interface UseTemplateProps<R> {
  /** Null while no dialog is open. */
  readonly template: AutomationTemplate | null;
  /** The automation exists, and has a name. */
  readonly named?: boolean;
  readonly onUse: (template: AutomationTemplate, name: string, records: TemplateRecords) => Promise<R>;
  readonly onUsed: (result: R) => void;
  readonly onClose: () => void;
}

/** Asks for the records that a template is about, and for the name of a new automation. */
export function UseTemplate<R>({ template, onClose, ...how }: UseTemplateProps<R>) {
  return (
    <FormModal opened={template !== null} onClose={onClose} title={template?.name ?? ''}>
      {template && <Choices key={template.id} template={template} {...how} />}
    </FormModal>
  );
}

interface ChoicesProps<R> extends Omit<UseTemplateProps<R>, 'onClose'> {
  readonly template: AutomationTemplate;
}

function Choices<R>({ template, named = false, onUse, onUsed }: ChoicesProps<R>) {
  const { needs = [] } = template;
  const form = useForm<{ name: string; records: Record<string, string | null> }>({
    initialValues: { name: template.name, records: Object.fromEntries(needs.map(({ key }) => [key, null])) },
    validate: {
      name: problemBy(AutomationName),
      records: Object.fromEntries(
        needs.map(({ key, kind }) => [key, (value: string | null | undefined) => (value ? null : `Choose a ${kind}.`)]),
      ),
    },
  });
  const save = useSave(form, {
    save: ({ name, records }) =>
      onUse(
        template,
        name,
        Object.fromEntries(Object.entries(records).flatMap(([key, record]) => (record ? [[key, record]] : []))),
      ),
    failed: 'The template could not be used',
    // A template creates its emails.
    stale: [automationsKey, templatesKey],
    onSaved: onUsed,
  });
  return (
    <Form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <Stack>
        <Text size="sm" c="dimmed">
          {template.description}
        </Text>
        {!named && <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />}
        {needs.map(({ key, kind, label }) => (
          <RecordSelect
            key={key}
            kind={kind}
            label={label}
            {...form.getInputProps(`records.${key}`)}
            value={form.values.records[key] ?? null}
          />
        ))}
        <SubmitRow pending={save.isPending}>{named ? 'Use the template' : 'Create'}</SubmitRow>
      </Stack>
    </Form>
  );
}
