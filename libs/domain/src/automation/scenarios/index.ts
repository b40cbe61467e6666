export { proposeExpectations } from './expectations.js';
export { withoutScenarios, withScenariosOf } from './of-graph.js';
export { type PlayedSample, playSample } from './play-sample.js';
export { runScenarios, type ScenarioResult } from './run-scenarios.js';
export { Expectation, nobodySpecial, SamplePerson, Scenario, scenarioLimits } from './scenario.js';
