import { Modal, type ModalProps } from '@mantine/core';
import { useRef } from 'react';
import { unsavedForms } from './unsaved';
import { UnsavedScope } from './use-unsaved';

/** A dialog with a form. Escape, the backdrop and the close button ask before typed input is discarded. */
export function FormModal({ children, onClose, ...props }: ModalProps) {
  const scope = useRef(Symbol('dialog')).current;
  const close = async () => {
    if (await unsavedForms.mayDiscard(scope)) onClose();
  };
  return (
    <Modal {...props} onClose={() => void close()}>
      <UnsavedScope value={scope}>{children}</UnsavedScope>
    </Modal>
  );
}
