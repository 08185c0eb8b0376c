import type { LossSite, Received } from '../finding.ts';
import { callSpan, locationOf } from '../site.ts';
import { placeOf, relatedSteps } from './findings.ts';
import type { LossDraft } from './observer.ts';

/** Where losses are computed and criteria are made, with what is known of what they get; one entry for each place. */
export function lossSites(facts: readonly LossDraft[], file: string): LossSite[] {
  const sites = new Map<string, LossSite>();
  for (const fact of facts) {
    const received = fact.inputs.map(toReceived);
    for (const at of [fact.at, fact.madeAt]) {
      if (at === null || at.unit.file !== file) continue;
      const location = locationOf(callSpan(at));
      const key = `${placeOf(location)} ${fact.api}`;
      const known = sites.get(key);
      if (known === undefined || knowledge(received) > knowledge(known.received))
        sites.set(key, { loss: fact.loss, api: fact.api, location, received });
    }
  }
  return [...sites.values()].sort((a, b) => a.location.start - b.location.start);
}

function toReceived({ name, site, tensor }: LossDraft['inputs'][number]): Received {
  return {
    input: name,
    location: locationOf(site),
    ...(tensor?.scale == null ? {} : { scale: tensor.scale }),
    ...(tensor?.shape == null ? {} : { shape: tensor.shape }),
    ...(tensor?.dtype == null ? {} : { dtype: tensor.dtype }),
    path: relatedSteps(tensor?.path ?? null),
  };
}

const knowledge = (received: readonly Received[]): number =>
  received.filter(({ scale }) => scale !== undefined).length;
