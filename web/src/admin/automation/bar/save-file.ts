import type { AutomationFile } from '@perennial/domain/automation';

/** The name of a file about an automation: “Trial rescue.automation.json”. */
export const fileNameOf = (name: string, ending = 'automation.json'): string =>
  `${name.replace(/[\\/:*?"<>|]+/g, ' ').trim() || 'Automation'}.${ending}`;

/** Saves a text as a file of the browser. */
export function downloadText(fileName: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}

/** Saves an exported automation as a file of the browser. */
export const saveFile = (file: Pick<AutomationFile, 'name'>): void =>
  downloadText(fileNameOf(file.name), JSON.stringify(file, null, 2), 'application/json');
