import {
  type Expectation,
  findNode,
  type Graph,
  nobodySpecial,
  playSample,
  proposeExpectations,
  type Scenario,
  titleOf,
} from '@perennial/domain/automation';
import { inUnit, type LaterUnit, laterUnits, type PreviewQuestion, playedLater } from '../preview/preview';

/** A scenario as the preview plays it. */
export const questionOf = ({ eventType, startAt, data, person, choices, later }: Scenario): PreviewQuestion => ({
  eventType,
  startAt,
  data,
  person: { ...nobodySpecial, ...person },
  branches: Object.fromEntries(choices.map(({ nodeId, port }) => [nodeId, port])),
  later: later.map(({ type, afterMinutes, data: its }) => ({ type, ...inUnit(afterMinutes), data: its })),
});

/**
 * What the preview played, as the played part of a scenario. Random splits keep the path that they took, so that the scenario does not depend on
 * chance.
 */
export function playedPart(
  graph: Graph,
  { eventType, startAt, data, person, branches, later }: PreviewQuestion,
  { steps }: { readonly steps: readonly { readonly nodeId: string; readonly port: string | null }[] },
): Omit<Scenario, 'id' | 'name' | 'expect'> {
  const taken = steps.flatMap(({ nodeId, port }) => (port && findNode(graph, nodeId)?.kind === 'split' ? [[nodeId, port]] : []));
  const choices: Record<string, string> = { ...Object.fromEntries(taken), ...branches };
  return {
    eventType,
    startAt,
    data,
    person,
    later: later.map((event) => playedLater(event, data)),
    choices: Object.entries(choices).flatMap(([nodeId, port]) => {
      const node = findNode(graph, nodeId);
      return node ? [{ nodeId, port, step: titleOf(node) }] : [];
    }),
  };
}

/** A scenario without a name, from what the preview plays; null if the graph cannot be played. */
export function proposeScenario(graph: Graph, question: PreviewQuestion, zone: string): Scenario | null {
  const { eventType, startAt, data, person, branches, later } = question;
  const played = playSample(graph, {
    ...{ eventType, startAt, data, person, zone },
    later: later.map((event) => playedLater(event, data)),
    choices: Object.fromEntries(Object.entries(branches).map(([nodeId, port]) => [nodeId, { port }])),
  });
  return (
    played && {
      id: crypto.randomUUID(),
      name: '',
      ...playedPart(graph, question, played.simulation),
      expect: proposeExpectations(graph, played),
    }
  );
}

/** Values of the field that chooses what an expectation is about. */
export type Subject = 'refused' | 'ends' | `email:${string}` | `step:${string}`;

/** What an expectation is about. */
export const subjectOf = (expectation: Expectation): Subject => {
  switch (expectation.kind) {
    case 'email':
      return `email:${expectation.templateId}`;
    case 'step':
      return `step:${expectation.nodeId}`;
    default:
      return expectation.kind;
  }
};

/** A new expectation about something. */
export function expectationOn(graph: Graph, subject: string): Expectation | null {
  const [kind, id = ''] = [subject.split(':')[0], subject.slice(subject.indexOf(':') + 1)];
  switch (kind) {
    case 'refused':
      return { kind };
    case 'ends':
      return { kind, ending: 'completed' };
    case 'email':
      return { kind, templateId: id, happens: true };
    case 'step': {
      const node = findNode(graph, id);
      return node ? { kind, nodeId: id, step: titleOf(node), happens: true } : null;
    }
    default:
      return null;
  }
}

/** An expectation within a time; null for any time. */
export function withTime(expectation: Expectation, amount: number | null, unit: LaterUnit): Expectation {
  if (expectation.kind === 'refused') return expectation;
  const { withinMinutes: _, ...rest } = expectation;
  return amount === null ? rest : { ...rest, withinMinutes: Math.max(1, amount) * laterUnits[unit] };
}

/** “2 of 3 scenarios pass”. */
export function passText(results: readonly { readonly passed: boolean }[]): string {
  const passed = results.filter((result) => result.passed).length;
  if (results.length === 1) return passed === 1 ? '1 scenario passes' : '1 scenario fails';
  return passed === results.length ? `All ${passed} scenarios pass` : `${passed} of ${results.length} scenarios pass`;
}
