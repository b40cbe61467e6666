/** Key of a school's picture. Its name is the hash of its bytes, so a picture is never replaced by another. */
export const pictureKey = (use: 'logo' | 'signature', schoolId: string, name: string): string => `${use}s/${schoolId}/${name}`;
