import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { shortestPassword } from '@perennial/domain/identity';

/** The field for a new password, which password managers recognise. Checked with `newPasswordProblem`. */
export function NewPasswordInput(props: PasswordInputProps) {
  return (
    <PasswordInput
      label="New password"
      description={`At least ${shortestPassword} characters.`}
      autoComplete="new-password"
      {...props}
    />
  );
}
