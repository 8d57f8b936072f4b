import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { Ask, District, QuestionCase, ServerName } from './case.js';
import type { BenchDatabase } from './database.js';
import type { LoadClient } from './load.js';
import { wireText } from './load.js';
import { cpuSeconds, cpuSecondsOfFamily, cpuSecondsOfMachine, memoryMebibytes } from './proc.js';
import { ask, type BenchServer } from './servers.js';

export interface Settings {
  readonly rounds: number;
  readonly connections: number;
  readonly milliseconds: number;
}

/** What one server did in one round. */
export interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Processor milliseconds for one answer, in the server and in PostgreSQL; null where the system does not tell. */
  readonly serverMilliseconds: number | null;
  readonly databaseMilliseconds: number | null;
  readonly memoryMebibytes: number | null;
  /** The part of all processors that programs outside the bench took meanwhile, from 0 to 1. */
  readonly shareOfOthers: number | null;
}

export interface Comparison {
  readonly limitForm: string;
  readonly rounds: Readonly<Record<ServerName, readonly Round[]>>;
}

/** Everything that a comparison needs around it. */
export interface Stage {
  readonly database: BenchDatabase;
  readonly servers: Readonly<Record<ServerName, BenchServer>>;
  readonly client: LoadClient;
  readonly today: string;
  tokenOf(login: string): Promise<string>;
}

/** Answers of the first moments are not counted. */
export const WARM_UP_MS = 500;
const FIRST_WARM_UP_MS = 4_000;
const TRIAL_MS = 1_500;
const VERIFIED_QUESTIONS = 50;

/** One server, and what it is asked again and again. */
interface Lane {
  readonly stage: Stage;
  readonly server: ServerName;
  readonly requests: readonly string[];
}

const SERVERS: readonly ServerName[] = ['ours', 'limit', 'rival'];

/**
 * The same questions to three servers in turn, round after round, so that whatever else the machine does meets all of them.
 * Throws Error when they do not say the same. Of several stages the rounds are interleaved as well.
 */
export async function compare(
  name: string,
  one: QuestionCase,
  stages: readonly Stage[],
  settings: Settings,
): Promise<Comparison[]> {
  const prepared = [];
  for (const stage of stages) prepared.push(await prepare(name, one, stage, settings));
  const lanes = prepared.flatMap(({ lanes: lanesOfStage }) => lanesOfStage);
  const played = await playRounds(settings, lanes);
  return prepared.map(({ limitForm, lanes: lanesOfStage }) => {
    const roundsOf = (server: ServerName) =>
      played.get(lanesOfStage.find((lane) => lane.server === server) as Lane) ?? [];
    return {
      limitForm,
      rounds: { ours: roundsOf('ours'), limit: roundsOf('limit'), rival: roundsOf('rival') },
    };
  });
}

async function prepare(name: string, one: QuestionCase, stage: Stage, settings: Settings) {
  const token = await stage.tokenOf(one.officer);
  const signedIn = (asked: Ask): Ask => ({
    ...asked,
    headers: { ...asked.headers, authorization: `Bearer ${token}` },
  });
  const district: District = {
    today: stage.today,
    rows: (sql) => stage.database.rows(sql),
    answer: async <Answer>(server: 'ours' | 'rival', asked: Ask) =>
      (await ask(stage.servers[server].origin, server === 'ours' ? signedIn(asked) : asked)) as Answer,
  };
  const questions = await one.questions(district);
  const asks = {
    ours: questions.map((question) => signedIn(one.ours.ask(question))),
    rival: questions.map((question) => one.rival.ask(question)),
  };
  const limitAsks = (form: string) =>
    questions.map((question) => limitAsk(`${name}/${form}`, one.limit.values(question)));
  const forms = Object.keys(one.limit.forms).flatMap((form) => [`${form}/pooled`, `${form}/pipelined`]);
  for (const form of forms) await verify(one, stage, questions, { ...asks, limit: limitAsks(form) });

  const wire = (server: ServerName, list: readonly Ask[]) =>
    list.map((asked) => wireText(asked, stage.servers[server].port));
  const limitForm = await fastest(forms, (form) => trial(stage, settings, wire('limit', limitAsks(form))));
  const asked = { ...asks, limit: limitAsks(limitForm) };
  const lanes = SERVERS.map((server): Lane => ({ stage, server, requests: wire(server, asked[server]) }));
  return { limitForm, lanes };
}

/** The binds of a statement, as the practical limit is asked. */
export function limitAsk(path: string, values: readonly (string | null)[]): Ask {
  const binds = values.map((value) => (value === null ? '-' : encodeURIComponent(value)));
  return { method: 'GET', path: `/${path}/${binds.join('/')}`, headers: {}, body: '' };
}

async function verify(
  one: QuestionCase,
  { servers }: Stage,
  questions: readonly unknown[],
  asks: Readonly<Record<ServerName, readonly Ask[]>>,
): Promise<void> {
  for (const [at, question] of questions.slice(0, VERIFIED_QUESTIONS).entries()) {
    const facts = async (server: ServerName) => {
      const asked = asks[server][at];
      if (asked === undefined) throw new Error('A question is not put to every server.');
      return one[server].facts(await ask(servers[server].origin, asked), question);
    };
    const [ours, limit, rival] = await Promise.all([facts('ours'), facts('limit'), facts('rival')]);
    for (const [other, theirs] of Object.entries({ limit, rival })) {
      if (isDeepStrictEqual(ours, theirs)) continue;
      const shown = [ours, theirs].map((said) => JSON.stringify(said).slice(0, 3_000));
      throw new Error(
        `Different answers to ${JSON.stringify(question)}\nours:  ${shown[0]}\n${other}: ${shown[1]}`,
      );
    }
  }
}

async function fastest(
  forms: readonly string[],
  speedOf: (form: string) => Promise<number>,
): Promise<string> {
  let best = { form: forms[0] ?? '', speed: 0 };
  for (const form of forms) {
    const speed = await speedOf(form);
    if (speed > best.speed) best = { form, speed };
  }
  return best.form;
}

async function trial(
  { servers, client }: Stage,
  { connections }: Settings,
  requests: readonly string[],
): Promise<number> {
  const order = {
    port: servers.limit.port,
    requests,
    connections,
    warmUpMilliseconds: TRIAL_MS,
    milliseconds: TRIAL_MS,
  };
  return (await client.run(order)).answers;
}

async function playRounds(settings: Settings, lanes: readonly Lane[]): Promise<Map<Lane, Round[]>> {
  const rounds = new Map(lanes.map((lane): [Lane, Round[]] => [lane, []]));
  for (const lane of lanes) await measure(lane, { ...settings, milliseconds: FIRST_WARM_UP_MS });
  for (let round = 0; round < settings.rounds; round++) {
    // Whoever comes first in one round comes last in the next.
    const first = round % lanes.length;
    for (const lane of [...lanes.slice(first), ...lanes.slice(0, first)]) {
      rounds.get(lane)?.push(await measure(lane, settings));
    }
  }
  return rounds;
}

async function measure(
  { stage, server, requests }: Lane,
  { connections, milliseconds }: Settings,
): Promise<Round> {
  const { pid, port } = stage.servers[server];
  const before = clocks(stage, pid);
  const order = { port, requests, connections, warmUpMilliseconds: WARM_UP_MS, milliseconds };
  const outcome = await stage.client.run(order);
  const after = clocks(stage, pid);
  // The clocks are read around the warm-up, too; answers come at the same rate in both.
  const answers = (outcome.answers * (WARM_UP_MS + milliseconds)) / milliseconds;
  const spent = (clock: keyof typeof before) => {
    const [from, to] = [before[clock], after[clock]];
    return from === null || to === null ? null : to - from;
  };
  const each = (seconds: number | null) => (seconds === null ? null : (seconds * 1_000) / answers);
  const elsewhere = spent('elsewhere');
  return {
    perSecond: (outcome.answers * 1_000) / outcome.milliseconds,
    p50: outcome.p50,
    p99: outcome.p99,
    serverMilliseconds: each(spent('server')),
    databaseMilliseconds: each(spent('database')),
    memoryMebibytes: memoryMebibytes(pid),
    shareOfOthers:
      elsewhere === null ? null : (elsewhere * 1_000) / (WARM_UP_MS + milliseconds) / availableParallelism(),
  };
}

/** Processor time, in seconds: of the server, of PostgreSQL, and of whatever has nothing to do with the bench. */
function clocks({ servers, client, database }: Stage, pid: number) {
  const databaseSeconds = cpuSecondsOfFamily(database.serverPid);
  const machine = cpuSecondsOfMachine();
  const ours = [...Object.values(servers).map((server) => server.pid), client.pid, process.pid].map(
    cpuSeconds,
  );
  const elsewhere =
    machine === null || databaseSeconds === null
      ? null
      : ours.reduce<number>((rest, seconds) => rest - (seconds ?? 0), machine - databaseSeconds);
  return { server: cpuSeconds(pid), database: databaseSeconds, elsewhere };
}
