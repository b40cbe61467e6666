import { describe, expect, it } from '@jest/globals';
import { mailName } from './mail-name.js';

describe('the name that an email shows', () => {
  it.each([
    ['Ana Ferreira', 'Ana Ferreira', 'Ana'],
    ['Ana', 'Ana', 'Ana'],
    ['  Ana   Ferreira ', 'Ana Ferreira', 'Ana'],
    ['Smith, John', 'John Smith', 'John'],
    ['Smith, John, PhD', 'John Smith', 'John'],
    ['John Smith, Jr.', 'John Smith', 'John'],
    ['Smith,', 'Smith', 'Smith'],
    ['Dr. Maria Silva', 'Dr. Maria Silva', 'Maria'],
    ['Dr Maria Silva', 'Dr Maria Silva', 'Maria'],
    ['Dr.Maria Silva', 'Dr. Maria Silva', 'Maria'],
    ['Prof. Dr. Maria Silva', 'Prof. Dr. Maria Silva', 'Maria'],
    ['Dr. Silva', 'Dr. Silva', 'Dr. Silva'],
    ['Silva, Dr. Maria', 'Dr. Maria Silva', 'Maria'],
    ['Mag Ruffman', 'Mag Ruffman', 'Mag'],
    ['J. R. R. Tolkien', 'J. R. R. Tolkien', 'J. R. R. Tolkien'],
    ['J.R.R. Tolkien', 'J.R.R. Tolkien', 'J.R.R. Tolkien'],
    ["Una O'Brien", "Una O'Brien", 'Una'],
    ['Jean-Luc Picard', 'Jean-Luc Picard', 'Jean-Luc'],
    ['王小明', '王小明', '王小明'],
    ['Иван Петров', 'Иван Петров', 'Иван'],
    ['Álvaro Núñez'.normalize('NFD'), 'Álvaro Núñez', 'Álvaro'],
    ['Anna & Ben Groß', 'Anna & Ben Groß', 'Anna'],
    ['Elizabeth 2nd', 'Elizabeth 2nd', 'Elizabeth'],
    ['Ana\r\nBcc: x', '', ''],
    ['Ana\u202eanA', 'Ana anA', 'Ana'],
  ])('%j is %j, greeted as %j', (typed, name, firstName) => {
    expect(mailName(typed)).toEqual({ name, firstName });
  });

  it.each([
    'prize.example/win',
    'Claim your 500 at https://prize.example/x now',
    'prize.example',
    'Dr. prize.example',
    'prize。example',
    'Win at www prize example',
    'ana@example.org',
    '<b>Ana</b>',
    '{{ school.name }}',
    '[Ana](x)',
    'You won!',
    'Only $5',
    'Call 0800 123456',
    'Free 🎁',
    'a word '.repeat(9),
    'x'.repeat(71),
    'Dr.',
    '...',
    '123',
    '',
    null,
    undefined,
  ])('%j is not shown', (typed) => {
    expect(mailName(typed)).toEqual({ name: '', firstName: '' });
  });
});
