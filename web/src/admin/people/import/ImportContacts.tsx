import { Alert, Button, FileButton, Group, Progress, Stack, Text } from '@mantine/core';
import { guessColumns, type ImportField, type ImportReading, readPeople } from '@perennial/domain/people';
import { IconFileTypeCsv, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { EmptyState } from '../../../ui/feedback/States';
import { showFailure } from '../../../ui/feedback/toasts';
import { useUnsaved } from '../../../ui/forms/use-unsaved';
import { PageHeader } from '../../../ui/shell/PageHeader';
import { ColumnMapping } from './ColumnMapping';
import { sendImport } from './contact-import';
import { LinesNotImported } from './LinesNotImported';
import { type ImportFile, readFile } from './read-file';

interface Chosen {
  readonly name: string;
  readonly file: ImportFile;
  readonly columns: readonly (ImportField | null)[];
  /** The columns are not the guessed ones. */
  readonly corrected: boolean;
}

/** Choose a file, check what it holds, import. Nothing is stored before the import starts. */
export function ImportContacts() {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const choose = async (picked: File | null) => {
    if (!picked) return;
    try {
      const file = readFile(new Uint8Array(await picked.arrayBuffer()));
      setChosen({ name: picked.name, file, columns: guessColumns(file.header), corrected: false });
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
        lead="Import from a CSV file with a row of column names. Existing contacts keep their name and time zone and get the tags."
        actions={chosen && button('Choose another file')}
      />
      {problem && (
        <Alert color="red" variant="light" title="The file was not read" mb="lg">
          {problem}
        </Alert>
      )}
      {chosen ? (
        <Check chosen={chosen} onColumns={(columns) => setChosen({ ...chosen, columns, corrected: true })} />
      ) : (
        <EmptyState icon={<IconFileTypeCsv size={22} />} title="Choose a CSV file" action={button('Choose a file')}>
          One column must contain email addresses. Names, time zones and tags are imported too. You can review the contacts before
          the import starts. No one gets an email unless one of the tags starts an automation.
        </EmptyState>
      )}
    </>
  );
}

function Check({ chosen, onColumns }: { chosen: Chosen; onColumns: (columns: Chosen['columns']) => void }) {
  const navigate = useNavigate();
  const { name, file, columns } = chosen;
  const hasEmail = columns.includes('email');
  const readings = useMemo(() => (hasEmail ? readPeople(file.lines, columns) : []), [file, columns, hasEmail]);
  const people = readings.filter((reading) => reading.kind === 'person');
  const rest = readings.filter((reading) => reading.kind !== 'person');
  const [sent, setSent] = useState(0);
  const started = useRef(false);
  useUnsaved(chosen.corrected, { isDirty: () => !started.current });
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
      <ColumnMapping file={file} columns={columns} onChange={onColumns} />
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

const toRow = ({ line, email, name, timeZone, tags }: Extract<ImportReading, { kind: 'person' }>) => ({
  line,
  email,
  name,
  timeZone,
  tags: [...tags],
});
