import { Box, Button, FileButton, Group, Input, Text } from '@mantine/core';
import type { PictureUse } from '@perennial/domain/school';
import { IconPhoto, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, type ReactNode, useId, useState } from 'react';
import { messageOf } from '../../../ui/api/failure';
import classes from './PictureField.module.css';
import { addPicture, pictureAddress, problemOf } from './picture';

interface PictureFieldProps {
  readonly use: PictureUse;
  readonly label: string;
  readonly description: string;
  /** Alternative text of the picture. */
  readonly alt: string;
  /** Name of the picture, or none. */
  readonly value?: string | null;
  readonly onChange: (name: string | null) => void;
  readonly error?: ReactNode;
  readonly disabled?: boolean;
  /** The field in its form, so that a refusal finds it. */
  readonly 'data-path'?: string;
}

/** The picture field of a form: choose or drop, preview, remove, and undo. */
export function PictureField({
  use,
  label,
  description,
  alt,
  value = null,
  onChange,
  error,
  disabled,
  ...path
}: PictureFieldProps) {
  const id = useId();
  // What the last change replaced.
  const [before, setBefore] = useState<{ readonly name: string | null }>();
  const [over, setOver] = useState(false);
  const change = (name: string | null) => {
    if (name !== value) setBefore({ name: value });
    onChange(name);
  };
  const add = useMutation({
    mutationFn: async (file: File) => {
      const problem = problemOf(file);
      if (problem) throw new Error(problem);
      return addPicture(use, file);
    },
    onSuccess: ({ name }) => change(name),
  });
  const problem = add.error && (add.error.name === 'Error' ? add.error.message : messageOf(add.error));
  const choose = (file: File | null | undefined) => {
    if (file && !disabled) add.mutate(file);
  };
  const drop = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      choose(event.dataTransfer.files[0]);
    },
  };
  return (
    <Input.Wrapper
      component="div"
      label={label}
      labelElement="div"
      description={description}
      error={problem || error}
      labelProps={{ id: `${id}-label` }}
      errorProps={{ role: 'alert' }}
    >
      <Group mt={6} gap="md" wrap="nowrap" role="group" aria-labelledby={`${id}-label`} {...path} tabIndex={-1} {...drop}>
        <Box
          className={classes.frame}
          data-filled={value !== null || undefined}
          data-over={over || undefined}
          data-wide={use === 'signature' || undefined}
        >
          {value ? (
            <img src={pictureAddress(use, value)} alt={alt} className={classes.picture} />
          ) : (
            <IconPhoto size={26} aria-hidden />
          )}
        </Box>
        <Group gap="xs">
          <FileButton accept="image/png,image/jpeg,image/webp" onChange={choose} disabled={disabled ?? false} key={value}>
            {(props) => (
              <Button {...props} variant="default" loading={add.isPending} leftSection={<IconUpload size={16} />}>
                {value ? 'Replace' : 'Choose a picture'}
              </Button>
            )}
          </FileButton>
          {value && (
            <Button variant="subtle" color="gray" disabled={disabled ?? false} onClick={() => change(null)}>
              Remove
            </Button>
          )}
          {before && before.name !== value && (
            <Button variant="subtle" color="gray" onClick={() => change(before.name)}>
              Undo
            </Button>
          )}
          <Text size="xs" c="dimmed" w="100%">
            PNG, JPEG or WebP, up to 4 MB. Save to apply it.
          </Text>
        </Group>
      </Group>
    </Input.Wrapper>
  );
}
