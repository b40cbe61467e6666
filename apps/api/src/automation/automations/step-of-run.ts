/** Whether a version has the step at which a run is: the same ID and the same kind. The statement names the run `r` and the version `newest`. */
export const hasStepOfRun = `exists (
  select from automation_version old,
    jsonb_path_query(old.graph, 'lax $.nodes[*] ? (@.id == $id)', jsonb_build_object('id', r.cursor->>'nodeId')) was,
    jsonb_path_query(newest.graph, 'lax $.nodes[*] ? (@.id == $id)', jsonb_build_object('id', r.cursor->>'nodeId')) found
   where old.id = r.version_id and found->>'kind' = was->>'kind')`;
