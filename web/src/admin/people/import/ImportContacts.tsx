import { Alert, Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { guessColumns, type ImportColumn, type ImportReading, readPeople } from '@perennial/domain/people';
import { IconFileTypeCsv, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { EmptyState } from '../../../ui/feedback/States';
import { showFailure } from '../../../ui/feedback/toasts';
import { useUnsaved } from '../../../ui/forms/use-unsaved';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { type ContactField, useContactFields } from '../../platform/records/contact-fields';
import { ColumnMapping } from './ColumnMapping';
import { sendImport } from './contact-import';
import { LinesNotImported } from './LinesNotImported';
import { type ImportFile, readFile } from './read-file';

interface Chosen {
  readonly name: string;
  readonly file: ImportFile;
  /** Null until somebody corrects the guessed columns. */
  readonly corrected: readonly (ImportColumn | null)[] | null;
}

/** Choose a file, review its content, import. Nothing is stored before the import starts. */
export function ImportContacts() {
  const fields = useContactFields().data?.items;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (picked: File | null) => {
    if (!picked) return;
    try {
      const file = readFile(new Uint8Array(await picked.arrayBuffer()));
      setChosen({ name: picked.name, file, corrected: null });
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The file could not be read.');
    }
  };
  const button = (label: string) => (
    <FileButton onChange={(file) => void choose(file)} accept=".csv,.tsv,.txt,text/csv">
      {(props) => (
        <Button {...props} variant={chosen ? 'default' : 'filled'} leftSection={<IconUpload size={16} />}>
          {label}
        </Button>
      )}
    </FileButton>
  );
  return (
    <>
      <PageHeader
        title="Import contacts"
        path={[{ label: 'Contacts', to: '/contacts' }]}
        lead="Import from a CSV file with a row of column names. Existing contacts keep their name and time zone, and get the tags and the values of contact fields."
        actions={chosen && button('Choose another file')}
      />
      {problem && (
        <Alert color="red" variant="light" title="The file was not read" mb="lg">
          {problem}
        </Alert>
      )}
      {chosen ? (
        <Check chosen={chosen} fields={fields ?? []} onColumns={(corrected) => setChosen({ ...chosen, corrected })} />
      ) : (
        <EmptyState icon={<IconFileTypeCsv size={22} />} title="Choose a CSV file" action={button('Choose a file')}>
          One column must contain email addresses. Names, time zones, tags and contact fields are imported too. You can review the
          contacts before the import starts. No one gets an email unless a tag or a changed field starts an automation.
        </EmptyState>
      )}
    </>
  );
}

interface CheckProps {
  readonly chosen: Chosen;
  readonly fields: readonly ContactField[];
  readonly onColumns: (columns: readonly (ImportColumn | null)[]) => void;
}

function Check({ chosen, fields, onColumns }: CheckProps) {
  const navigate = useNavigate();
  const { name, file, corrected } = chosen;
  const columns = useMemo(() => corrected ?? guessColumns(file.header, fields), [corrected, file, fields]);
  const hasEmail = columns.includes('email');
  const readings = useMemo(() => (hasEmail ? readPeople(file.lines, columns, fields) : []), [file, columns, fields, hasEmail]);
  const people = readings.filter((reading) => reading.kind === 'person');
  const rest = readings.filter((reading) => reading.kind !== 'person');
  const [sent, setSent] = useState(0);
  const started = useRef(false);
  useUnsaved(corrected !== null, { isDirty: () => !started.current });
  const send = useMutation({
    mutationFn: () => sendImport(name, people.map(toRow), setSent),
    onSuccess: (id) => {
      started.current = true;
      void navigate(`/contacts/imports/${id}`);
    },
    onError: (error) => showFailure(error, 'The import did not start'),
  });
  return (
    <Stack gap="lg">
      <ColumnMapping file={file} columns={columns} fields={fields} onChange={onColumns} />
      {!hasEmail && (
        <Alert color="yellow" variant="light" title="Which column contains the email addresses?">
          Choose “Email address” for it above.
        </Alert>
      )}
      {hasEmail && <LinesNotImported readings={rest} />}
      {send.isPending && people.length > 500 && (
        <Progress value={(sent / people.length) * 100} aria-label={`${sent} of ${people.length} rows sent`} />
      )}
      {hasEmail && (
        <Group>
          <Button disabled={people.length === 0} loading={send.isPending} onClick={() => send.mutate()}>
            {people.length === 0 ? 'No contacts to import' : `Import ${counted(people.length)}`}
          </Button>
          {rest.length > 0 && people.length > 0 && (
            <Text size="sm" c="dimmed">
              {rest.length === 1 ? '1 line is skipped.' : `${rest.length.toLocaleString('en')} lines are skipped.`}
            </Text>
          )}
        </Group>
      )}
    </Stack>
  );
}

const counted = (people: number): string => (people === 1 ? '1 person' : `${people.toLocaleString('en')} people`);

const toRow = ({ line, email, name, timeZone, tags, fields }: Extract<ImportReading, { kind: 'person' }>) => ({
  line,
  email,
  name,
  timeZone,
  tags: [...tags],
  fields: Object.fromEntries(Object.entries(fields).map(([id, value]) => [id, typeof value === 'object' ? [...value] : value])),
});
