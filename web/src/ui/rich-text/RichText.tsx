import '@mantine/tiptap/styles.layer.css';
import { Input } from '@mantine/core';
import { RichTextEditor } from '@mantine/tiptap';
import Link from '@tiptap/extension-link';
import { useEditor } from '@tiptap/react';
import StarterKit from '@tiptap/starter-kit';
import { useId } from 'react';

interface RichTextProps {
  readonly label: string;
  readonly help?: string;
  readonly value: string;
  readonly onChange: (html: string) => void;
  /** Emails allow fewer formats than lessons. */
  readonly plain?: boolean;
}

/** Text with emphasis, lists and links. `value` is read once: give another `key` for another text. */
export function RichText({ label, help, value, onChange, plain = false }: RichTextProps) {
  const id = useId();
  const editor = useEditor({
    extensions: [
      StarterKit.configure({
        link: false,
        underline: false,
        strike: false,
        ...(plain && {
          heading: false,
          orderedList: false,
          blockquote: false,
          code: false,
          codeBlock: false,
          horizontalRule: false,
        }),
      }),
      Link.configure({ openOnClick: false }),
    ],
    content: value,
    editorProps: { attributes: { 'aria-label': label, id } },
    onUpdate: ({ editor: changed }) => onChange(changed.isEmpty ? '' : changed.getHTML()),
  });
  return (
    <Input.Wrapper label={label} description={help} labelElement="div">
      <RichTextEditor editor={editor} mt={6} variant="subtle">
        <RichTextEditor.Toolbar>
          <RichTextEditor.ControlsGroup>
            <RichTextEditor.Bold />
            <RichTextEditor.Italic />
            <RichTextEditor.Link />
            <RichTextEditor.Unlink />
          </RichTextEditor.ControlsGroup>
          <RichTextEditor.ControlsGroup>
            {!plain && <RichTextEditor.H2 />}
            {!plain && <RichTextEditor.H3 />}
            <RichTextEditor.BulletList />
            {!plain && <RichTextEditor.OrderedList />}
            {!plain && <RichTextEditor.Blockquote />}
          </RichTextEditor.ControlsGroup>
        </RichTextEditor.Toolbar>
        <RichTextEditor.Content />
      </RichTextEditor>
    </Input.Wrapper>
  );
}
