import { Alert, FileButton, List } from '@mantine/core';
import { AutomationFile } from '@perennial/domain/automation';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useNavigate } from 'react-router';
import { ApiFailure, fieldProblemsOf, messageOf } from '../../ui/api/failure';
import { showDone } from '../../ui/feedback/toasts';
import { automationsKey, type ExportedAutomation, importAutomation } from './automation';

/** Reads the text of a file. @throws {Error} with a message for people */
export function readAutomationFile(text: string): ExportedAutomation {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Error('This file is not JSON. Choose a file that was exported from an automation.');
  }
  const read = AutomationFile.safeParse(value);
  // The types of the API name public events only, as the schema does.
  if (read.success) return read.data as ExportedAutomation;
  throw new Error(`This file is not an exported automation: ${read.error.issues[0]?.message ?? 'it cannot be read'}.`);
}

/** Creates a draft from an exported file, and says which records are missing here. */
export function useImport() {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [problem, setProblem] = useState<{ readonly message: string; readonly details: readonly string[] } | null>(null);
  const load = useMutation({
    mutationFn: async (file: File) => importAutomation(readAutomationFile(await file.text())),
    onSuccess: async ({ id }) => {
      setProblem(null);
      await queries.invalidateQueries({ queryKey: automationsKey });
      showDone('Imported as a draft. No one enters until you publish it.');
      await navigate(`/automations/${id}`);
    },
    onError: (error) =>
      setProblem({
        message: error instanceof ApiFailure ? messageOf(error) : error.message,
        details: fieldProblemsOf(error).map(({ message }) => message),
      }),
  });
  /** Around what offers the import: a menu closes, and would take the chosen file with it. */
  const around = (offer: (choose: () => void) => ReactNode) => (
    <FileButton onChange={(file) => file && load.mutate(file)} accept=".json,application/json">
      {({ onClick }) => offer(onClick)}
    </FileButton>
  );
  const report = problem && (
    <Alert
      color="red"
      variant="light"
      title="The automation was not imported"
      mb="lg"
      withCloseButton
      onClose={() => setProblem(null)}
    >
      {problem.message}
      {problem.details.length > 0 && (
        <List size="sm" mt="xs">
          {problem.details.map((detail) => (
            <List.Item key={detail}>{detail}</List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
  return { around, isLoading: load.isPending, report };
}
