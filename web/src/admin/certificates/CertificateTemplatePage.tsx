import { Chip, ColorInput, Group, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { certificatePlaceholders } from '@perennial/domain/certificates';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { ErrorState, FormSkeleton } from '../../ui/feedback/States';
import { StoredForm } from '../../ui/forms/StoredForm';
import { FieldPanel } from '../../ui/shell/FieldPanel';
import { PageHeader } from '../../ui/shell/PageHeader';
import { useMe, useRefusedChanges } from '../identity/staff';
import { PictureField } from '../school/pictures/PictureField';
import { CertificatePreview } from './CertificatePreview';
import classes from './Certificates.module.css';
import { type CertificateTemplate, saveTemplate, templateKey, useCertificateTemplate } from './certificate';
import { checkTemplate, insertAt } from './template-form';

/** Appearance and text of the school's certificates. */
export function CertificateTemplatePage() {
  const stored = useCertificateTemplate();
  return (
    <>
      <PageHeader
        title="Certificates"
        path={[{ label: 'Memberships' }]}
        lead="What people get when they finish a course. Issue it with an automation, or by hand on a contact’s page."
      />
      {stored.isError && !stored.data && (
        <ErrorState error={stored.error} what="The certificate could not be loaded" onRetry={() => void stored.refetch()} />
      )}
      {stored.isPending && <FormSkeleton fields={5} />}
      {stored.data && <TemplateForm template={stored.data.template} />}
    </>
  );
}

function TemplateForm({ template }: { template: CertificateTemplate }) {
  const queries = useQueryClient();
  const { school } = useMe();
  const refused = useRefusedChanges();
  const form = useForm<CertificateTemplate>({ initialValues: template, validate: checkTemplate, validateInputOnChange: true });
  const text = useRef<HTMLTextAreaElement>(null);
  const insert = (word: string) => {
    const { selectionStart = 0, selectionEnd = 0 } = text.current ?? {};
    form.setFieldValue('bodyText', insertAt(form.values.bodyText, word, selectionStart, selectionEnd));
    requestAnimationFrame(() => {
      text.current?.focus();
      text.current?.setSelectionRange(selectionStart + word.length, selectionStart + word.length);
    });
  };
  return (
    <div className={classes.columns}>
      <StoredForm
        form={form}
        stored={template}
        save={saveTemplate}
        done="Saved. New certificates will look like this."
        failed="The certificate was not saved"
        onSaved={(saved) => queries.setQueryData(templateKey, saved)}
        refused={refused}
      >
        <FieldPanel title="Text">
          <TextInput label="Title" {...form.getInputProps('title')} />
          <TextInput label="Subtitle" description="Shown above the name." {...form.getInputProps('subtitle')} />
          <div>
            <Textarea
              label="Text"
              description="Shown below the name. Placeholders in braces are replaced for each person."
              autosize
              minRows={2}
              {...form.getInputProps('bodyText')}
              ref={text}
            />
            <Group gap={6} mt={8} role="group" aria-label="Placeholders">
              {certificatePlaceholders.map((name) => (
                <Chip
                  key={name}
                  size="xs"
                  checked={false}
                  onClick={() => insert(`{${name}}`)}
                  aria-label={`Insert {${name}}`}
                >{`{${name}}`}</Chip>
              ))}
            </Group>
          </div>
        </FieldPanel>
        <FieldPanel title="Signature">
          <Group grow align="flex-start">
            <TextInput label="Name" {...form.getInputProps('signatureName')} />
            <TextInput label="Role" placeholder="Founder and teacher" {...form.getInputProps('signatureRole')} />
          </Group>
          <PictureField
            use="signature"
            label="Signature"
            description="Optional. An image, dark on a white or transparent background, shown above the name."
            alt="The signature"
            disabled={refused !== null}
            {...form.getInputProps('signature')}
          />
        </FieldPanel>
        <FieldPanel title="Appearance">
          <ColorInput
            label="Accent colour"
            description="Border, lines and the school’s name."
            {...form.getInputProps('accentColour')}
          />
          <Switch
            label="Print the school’s logo"
            {...(!school.logo && {
              description: 'Your school has no logo yet, so its name is printed. Add a logo under Settings › School.',
            })}
            {...form.getInputProps('showLogo', { type: 'checkbox' })}
          />
        </FieldPanel>
      </StoredForm>
      <aside className={classes.preview} aria-label="Preview">
        <CertificatePreview template={form.values} valid={Object.keys(checkTemplate(form.values)).length === 0} />
      </aside>
    </div>
  );
}
