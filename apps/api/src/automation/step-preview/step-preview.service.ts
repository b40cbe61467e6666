import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { School, Tenancy } from '@perennial/db';
import {
  definitionOf,
  type Effect,
  emptyGraph,
  type Graph,
  type GraphNode,
  type PlayedSample,
  playSample,
  portsOf,
} from '@perennial/domain/automation';
import { scopeOfEvent } from '@perennial/domain/conditions';
import { eventCatalogue } from '@perennial/domain/events';
import { sampleVariables } from '@perennial/domain/messaging';
import { fillCall } from '@perennial/rendering';
import { Clocks } from '@perennial/services';
import { Repository } from 'typeorm';
import { Refusal } from '../../platform/http/refusal.js';
import { iso } from '../../platform/http/schemas.js';
import type { StepPreview, StepPreviewInput } from './step-preview.schemas.js';

/** Shown in place of a secret. */
const mask = '••••';

/** Tries one step with a sample person and event, with the interpreter that real runs use. Nothing is sent or stored. */
@Injectable()
export class StepPreviewService {
  constructor(
    private readonly tenancy: Tenancy,
    private readonly clocks: Clocks,
    @InjectRepository(School) private readonly schools: Repository<School>,
  ) {}

  of(schoolId: string, { step, eventType, data, person }: StepPreviewInput): Promise<StepPreview> {
    return this.tenancy.withSchool(schoolId, async () => {
      const { issues } = definitionOf(step).inspect(step.config, scopeOfEvent(eventType));
      if (issues.length > 0) throw new Refusal('rule_refused', 'Fill in the settings of this step first.');
      if (step.kind === 'trigger' || step.kind === 'goBack')
        throw new Refusal('rule_refused', 'This step cannot be tried alone. Use the preview of the automation.');
      const { timeZone } = await this.schools.findOneByOrFail({ id: schoolId });
      const event = data ?? { ...eventCatalogue[eventType].sample };
      const startAt = iso(this.clocks.wall());
      const played = playSample(alone(step, eventType), { eventType, data: event, startAt, person, zone: timeZone });
      if (!played) throw new Refusal('rule_refused', 'This step cannot be tried with this event. Choose another one.');
      return toStepPreview(step, played, event);
    });
  }
}

/** A graph in which nothing but the step follows the event. */
function alone(step: GraphNode, eventType: string): Graph {
  const id = step.id === 'start' ? 'begin' : 'start';
  const trigger: GraphNode = { id, kind: 'trigger', config: { eventType } };
  return { ...emptyGraph, nodes: [trigger, step], edges: [{ source: id, port: 'next', target: step.id }] };
}

function toStepPreview(step: GraphNode, { simulation }: PlayedSample, event: Readonly<Record<string, unknown>>): StepPreview {
  const lines = simulation.steps.filter(({ nodeId }) => nodeId === step.id);
  const [first, last] = [lines[0], lines.at(-1)];
  const ports = portsOf(step);
  return {
    text: first?.text ?? '',
    branch: ports.length > 1 ? (ports.find(({ id }) => id === last?.port)?.label ?? null) : null,
    values: (first?.values ?? []).map((value) => ({ ...value })),
    until: first && last && first !== last ? last.at : null,
    request: first?.effect?.kind === 'callUrl' ? requestOf(first.effect, event) : null,
  };
}

function requestOf(effect: Effect & { kind: 'callUrl' }, event: Readonly<Record<string, unknown>>): StepPreview['request'] {
  const { name, email } = sampleVariables('contact.signed_up').contact;
  // Values of headers are never shown, stored or just typed.
  const masked = effect.headers.map((header) => ({ name: header.name, value: mask }));
  const secrets = effect.secrets.map((secret) => ({ name: secret.name, value: mask }));
  try {
    const { url, headers, body } = fillCall({ ...effect, headers: masked }, { event, contact: { name, email }, secrets });
    const shown = url.replaceAll(encodeURIComponent(mask), mask);
    return { method: effect.method, url: shown, headers: headers.map((header) => ({ ...header })), body };
  } catch {
    // The message may quote a text that contains a secret in plain text.
    throw new Refusal('rule_refused', 'A text of this step cannot be filled in. Check the braces of its variables.');
  }
}
