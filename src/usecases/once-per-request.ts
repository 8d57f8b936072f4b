import { perQuery } from './batches.js';
import type { Context } from './context.js';

/** Does the same work for equal queries of a request once, so that the fields that rest on it share it. */
export function oncePerRequest<Query, Result>(
  work: (context: Context, query: Query) => Result,
): (context: Context, query: Query) => Result {
  const ofRequests = new WeakMap<Context, (query: Query) => Result>();
  return (context, query) => {
    const ofThisRequest = ofRequests.get(context) ?? perQuery((asked: Query) => work(context, asked));
    ofRequests.set(context, ofThisRequest);
    return ofThisRequest(query);
  };
}
