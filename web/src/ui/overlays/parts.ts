import '@mantine/notifications/styles.layer.css';

/** What is shown above a page. Import it through `overlays`, which defers it. */
export { Drawer, Menu, Modal, Tooltip } from '@mantine/core';
export { Notifications, notifications } from '@mantine/notifications';
