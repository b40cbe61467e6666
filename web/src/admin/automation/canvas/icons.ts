import type { IconName } from '@perennial/domain/automation';
import {
  IconArrowsShuffle,
  IconArrowsSplit2,
  IconBolt,
  IconCalendarTime,
  IconCertificate,
  IconCertificateOff,
  IconCreditCard,
  IconDoorExit,
  IconEar,
  IconFilterCheck,
  IconForms,
  IconHourglass,
  IconLock,
  IconLockOpen,
  IconMail,
  IconNote,
  IconPlayerPlay,
  IconPlayerStop,
  IconRepeat,
  IconSitemap,
  IconSpeakerphone,
  IconTag,
  IconTagOff,
  IconUserCheck,
  IconWorldUpload,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

type Icon = ComponentType<{ size?: number; stroke?: number }>;

const icons: Readonly<Record<IconName, Icon>> = {
  bolt: IconBolt,
  hourglass: IconHourglass,
  'calendar-time': IconCalendarTime,
  ear: IconEar,
  'filter-check': IconFilterCheck,
  forms: IconForms,
  'arrows-split-2': IconArrowsSplit2,
  'arrows-shuffle': IconArrowsShuffle,
  repeat: IconRepeat,
  sitemap: IconSitemap,
  speakerphone: IconSpeakerphone,
  mail: IconMail,
  note: IconNote,
  'player-play': IconPlayerPlay,
  'player-stop': IconPlayerStop,
  certificate: IconCertificate,
  'certificate-off': IconCertificateOff,
  'credit-card': IconCreditCard,
  'lock-open': IconLockOpen,
  lock: IconLock,
  tag: IconTag,
  'tag-off': IconTagOff,
  'user-check': IconUserCheck,
  'world-upload': IconWorldUpload,
  'door-exit': IconDoorExit,
};

/** The icon that the definition of a kind names. */
export const iconOf = (name: IconName): Icon => icons[name];
