import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { graphql, type Workplace } from './case.js';
import { ask } from './servers.js';

/** A long piece of work as the API tells of it. */
export interface JobProgress {
  readonly id: string;
  readonly state: string;
  readonly done: number;
  readonly total: number | null;
  readonly ratePerSecond: number | null;
  readonly expectedEndAt: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

const JOB = 'id state done total ratePerSecond expectedEndAt startedAt finishedAt';
const POLL_MS = 250;
const ENDED: readonly string[] = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

/** An officer who works through the API like any client. */
export class OfficerAtWork {
  readonly #origin: string;
  readonly #token: string;

  private constructor(origin: string, token: string) {
    this.#origin = origin;
    this.#token = token;
  }

  static async signIn({ origin, tokenOf }: Workplace, login: string): Promise<OfficerAtWork> {
    return new OfficerAtWork(origin, await tokenOf(login));
  }

  /** Throws Error when the act is refused. */
  async act<Payload>(verb: string, type: string, input: object, fields: string): Promise<Payload> {
    const mutation = `mutation ($input: ${type}!) { ${verb}(input: $input) { userErrors { code message } ${fields} } }`;
    const data = await this.#ask<Record<string, Payload & { userErrors: readonly object[] }>>(mutation, {
      input: { idempotencyKey: randomUUID(), ...input },
    });
    const payload = data[verb];
    if (payload === undefined || payload.userErrors.length > 0)
      throw new Error(`${verb} was refused: ${JSON.stringify(payload?.userErrors)}`);
    return payload;
  }

  /** Orders a job; `verb` is a mutation whose payload holds it. */
  async order(verb: string, type: string, input: object): Promise<JobProgress> {
    return (await this.act<{ job: JobProgress }>(verb, type, input, `job { ${JOB} }`)).job;
  }

  async look(jobId: string): Promise<JobProgress> {
    const query = `query ($id: ID!) { job(id: $id) { ${JOB} } }`;
    return (await this.#ask<{ job: JobProgress }>(query, { id: jobId })).job;
  }

  /** Looks at a job again and again until it has come to its end, whichever it is. */
  async awaitEnd(
    jobId: string,
    onProgress: (job: JobProgress) => void = () => undefined,
  ): Promise<JobProgress> {
    for (;;) {
      const job = await this.look(jobId);
      onProgress(job);
      if (ENDED.includes(job.state)) return job;
      await pause(POLL_MS);
    }
  }

  /** Re-rates a sector and answers how many seconds that took. */
  async rerate(sector: string): Promise<number> {
    const { id } = await this.order('rerateSector', 'RerateSectorInput', { sector });
    return secondsOf(await this.awaitEnd(id));
  }

  async #ask<Data>(query: string, variables: object): Promise<Data> {
    const asked = graphql(query, variables, { authorization: `Bearer ${this.#token}` });
    return ((await ask(this.#origin, asked)) as { data: Data }).data;
  }
}

/** How many seconds a job took that has ended, from its start. Throws Error when it failed. */
export function secondsOf({ state, startedAt, finishedAt }: JobProgress): number {
  if (state !== 'SUCCEEDED') throw new Error(`The job ended as ${state}.`);
  return (Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')) / 1_000;
}
