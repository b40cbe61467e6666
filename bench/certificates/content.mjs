/**
 * What differs between certificates.
 * @param {number} index
 */
export const contentOf = (index) => ({
  recipientName: `Ana Ferreira ${index}`,
  courseTitle: 'Throwing on the wheel',
  serial: `PER-2027-${String(index).padStart(5, '0')}`,
  verifyUrl: `https://clayandkiln.example/verify/PER-2027-${String(index).padStart(5, '0')}`,
});
