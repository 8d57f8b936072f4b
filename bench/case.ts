import type { DatabaseName } from './database.js';
import type { Outcome } from './load-client.js';

/** A request as a client would send it. */
export interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type ServerName = 'ours' | 'limit' | 'rival';

/** How one server is asked a question of a case, and how its answer is read. */
export interface Contender<Question, Answer> {
  ask(question: Question): Ask;
  /** What the answer says, in words that all three servers share, so that their answers can be compared. */
  facts(answer: Answer, question: Question): unknown;
}

/** The practical limit: one prepared statement that builds the whole answer inside PostgreSQL. */
export interface Limit<Question, Answer> {
  /** Ways of writing the statement, each with one column `answer`; the fastest one is what ours is compared with. */
  readonly forms: Readonly<Record<string, string>>;
  /** Binds of the statement, as text. */
  values(question: Question): readonly (string | null)[];
  facts(answer: Answer, question: Question): unknown;
}

/** What a case may look at while it makes up its questions. */
export interface District {
  /** The civil date in China. */
  readonly today: string;
  rows<Row>(sql: string): Promise<Row[]>;
  answer<Answer>(server: 'ours' | 'rival', ask: Ask): Promise<Answer>;
}

/** The same question to three servers, as often as they can answer it. */
export interface QuestionCase<Question = unknown, Ours = unknown, Rival = unknown, Practical = unknown> {
  readonly kind: 'question';
  readonly title: string;
  /** Login of the officer who asks. */
  readonly officer: string;
  /** What is asked, again and again in this order. */
  questions(district: District): Promise<readonly Question[]>;
  readonly ours: Contender<Question, Ours>;
  readonly rival: Contender<Question, Rival>;
  readonly limit: Limit<Question, Practical>;
}

/** Cases with questions, each put to the district and to the prefecture in turn: whether size matters. */
export interface SizesCase {
  readonly kind: 'sizes';
  readonly title: string;
  readonly questions: Readonly<Record<string, QuestionCase>>;
}

/** One long piece of work of which only the whole is measured, in units per second. */
export interface WorkCase {
  readonly kind: 'work';
  readonly title: string;
  readonly unit: string;
  readonly rounds: number;
  /** Where the work is done; in the district when absent. */
  readonly database?: DatabaseName;
  /** Statements of the practical limit that answer over HTTP, each with one column `answer`. */
  readonly bare?: Readonly<Record<string, string>>;
  /** Who else does the work, if anybody does. */
  readonly rival?: string;
  /** Before the first round: makes what the work is done on, and does it once unmeasured. */
  prepare?(place: Workplace): Promise<void>;
  run(place: Workplace): Promise<{ ours: number; limit: number; rival?: number }>;
  /** After the last round: prints what more there is to say. */
  finish?(place: Workplace): Promise<void>;
}

/** Where long work is done. */
export interface Workplace {
  readonly origin: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  /** Folder of the database server, with its log. */
  readonly dataDir: string;
  readonly today: string;
  readonly round: number;
  readonly connections: number;
  /** How long a measurement takes. */
  readonly milliseconds: number;
  tokenOf(login: string): Promise<string>;
  /** Puts questions to our own server, one after the other on each connection, as fast as it answers. */
  load(asks: readonly Ask[]): Promise<Outcome>;
  /** Sends binds to a statement of the practical limit, `<form>/<connections>`, in the same way. */
  loadLimit(form: string, binds: readonly (readonly (string | null)[])[]): Promise<Outcome>;
}

export type Case = QuestionCase | SizesCase | WorkCase;

const JSON_HEADERS = { 'content-type': 'application/json', accept: 'application/json' };

/** A GraphQL request. */
export function graphql(
  query: string,
  variables: object,
  headers: Readonly<Record<string, string>> = {},
): Ask {
  const compact = query.replaceAll(/\s+/g, ' ').trim();
  return {
    method: 'POST',
    path: '/graphql',
    headers: { ...JSON_HEADERS, ...headers },
    body: JSON.stringify({ query: compact, variables }),
  };
}
