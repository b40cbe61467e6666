import {
  IconArrowsSplit2,
  IconBolt,
  IconBox,
  IconCalendarTime,
  IconCertificate,
  IconDoorExit,
  IconEar,
  IconHourglass,
  IconLock,
  IconLockOpen,
  IconMail,
  IconTag,
  IconTagOff,
  IconWorldUpload,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

type Icon = ComponentType<{ size?: number; stroke?: number }>;

const icons: Readonly<Record<string, Icon>> = {
  bolt: IconBolt,
  hourglass: IconHourglass,
  'calendar-time': IconCalendarTime,
  ear: IconEar,
  'arrows-split-2': IconArrowsSplit2,
  mail: IconMail,
  certificate: IconCertificate,
  'lock-open': IconLockOpen,
  lock: IconLock,
  tag: IconTag,
  'tag-off': IconTagOff,
  'world-upload': IconWorldUpload,
  'door-exit': IconDoorExit,
};

/** The picture of a kind, by the name its definition gives. */
export const iconOf = (name: string): Icon => icons[name] ?? IconBox;
