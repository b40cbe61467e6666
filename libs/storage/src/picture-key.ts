/** Where a school's picture is kept. Its name is the hash of its bytes: a picture is never replaced by another. */
export const pictureKey = (use: 'logo' | 'signature', schoolId: string, name: string): string => `${use}s/${schoolId}/${name}`;
