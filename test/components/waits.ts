import { jest } from '@jest/globals';
import { configure } from '@testing-library/dom';

// A wait ends as soon as its condition holds. The limit is for failures; on a busy machine a page takes seconds.
configure({ asyncUtilTimeout: 30_000 });
jest.setTimeout(120_000);
