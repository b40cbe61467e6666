/** What can be wrong with a graph. */
export type ProblemCode =
  | 'not_a_graph'
  | 'too_large'
  | 'unsafe_content'
  | 'duplicate_node'
  | 'unknown_kind'
  | 'no_trigger'
  | 'unreachable'
  | 'leads_nowhere'
  | 'edge_without_source'
  | 'edge_without_target'
  | 'edge_from_unknown_port'
  | 'edge_into_trigger'
  | 'two_edges_from_port'
  | 'cycle'
  | 'setting'
  | 'condition'
  | 'missing_reference'
  | 'mail_variables'
  | 'mail_unfillable'
  | 'other_host'
  | 'not_before'
  | 'entry_key';

/** An issue to fix before publishing, described for the school's owner. */
export interface Problem {
  readonly code: ProblemCode;
  readonly nodeId?: string;
  /** Id of an edge: `source:port`. */
  readonly edge?: string;
  /** Path of the setting within the node: `paths.0.filters.tests.1.value`. */
  readonly setting?: string;
  readonly message: string;
  readonly fix: string;
}
