/** Whether a run waits before a step that staff hold. The statement names the run `r`. */
export const waitsAtHold = `(r.state = 'waiting' and coalesce(r.last_result->>'code', '') = 'held')`;
