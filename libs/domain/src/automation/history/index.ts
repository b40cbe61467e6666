export { compareRun, differs, type PathStep, type RunComparison } from './compare-run.js';
export { eventsThatMatter, type PastRun, type PastVisit } from './past-run.js';
