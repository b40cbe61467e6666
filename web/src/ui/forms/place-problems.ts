import type { UseFormReturnType } from '@mantine/form';
import { ApiFailure, type FieldProblem } from '../api/failure';
import { asSentence } from './field-problems';

/**
 * Shows the problems that the API found beside their fields and moves focus to the first one. Returns the problems of fields that are not
 * on the screen, for a message that names them; null where the error is about no field.
 */
export function placeProblems<V extends object>(form: UseFormReturnType<V>, error: unknown): FieldProblem[] | null {
  const problems = error instanceof ApiFailure ? Object.entries(error.fields) : [];
  if (problems.length === 0) return null;
  const shown = problems.filter(([field]) => form.getInputNode(field) !== null);
  if (shown.length > 0) {
    form.setErrors(Object.fromEntries(shown.map(([field, message]) => [field, asSentence(message)])));
    form.getInputNode(shown[0]?.[0] ?? '')?.focus();
  }
  return problems.flatMap(([field, message]) => (form.getInputNode(field) === null ? [{ field, message }] : []));
}
