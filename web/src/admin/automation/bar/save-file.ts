import type { AutomationFile } from '@perennial/domain/automation';

/** The name of the file of an automation: “Trial rescue.automation.json”. */
export const fileNameOf = (name: string): string =>
  `${name.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'Automation'}.automation.json`;

/** Saves an exported automation as a file of the browser. */
export function saveFile(file: Pick<AutomationFile, 'name'>): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileNameOf(file.name);
  link.click();
  URL.revokeObjectURL(url);
}
