/**
 * Whether a run needs attention. One that is held because its automation is paused is parked as well, and continues by itself. The
 * statement names the run `r`.
 */
export const needsAttention = `(r.state = 'parked' and coalesce(r.last_result->>'code', '') <> 'paused')`;
