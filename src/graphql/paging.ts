import 'reflect-metadata';
import type { ComplexityEstimator } from 'graphql-query-complexity';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import { isCivilDate } from '../domain/civil-date.js';
import { DomainError } from '../domain/refusal.js';
import { inherited, type AccessMap } from './access.js';

/** The values that a page starts behind: those of the columns it is ordered by, in their order, the id last. */
export type Keyset = readonly (string | number)[];

/** A page as verbs understand it. */
export interface PageRequest {
  /** Rows wanted, 1–100. Fetch one more to learn whether there are more. */
  readonly limit: number;
  /** True when the last rows before `from` are wanted: read in opposite order, and give the rows back in the usual one. */
  readonly backward: boolean;
  /** Where the page starts (it is not part of the page), or null for the very first or last page. */
  readonly from: Keyset | null;
}

/** What a verb found for a page: rows in the usual order, without the one too many. */
export interface PageOf<Row> {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
}

export const LONGEST_PAGE = 100;
const LONGEST_CURSOR = 1_000;

@ArgsType()
export class PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: 'How many from the beginning, 1–100. Give this or `last`.',
  })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor that the page follows, with `first`.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'How many from the end, 1–100. Give this or `first`.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Cursor that the page precedes, with `last`.' })
  before?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow; told when paging forward.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'Whether more precede; told when paging backward.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first entry; null on an empty page.' })
  startCursor!: string | null;

  @Field(() => String, { nullable: true, description: 'Cursor of the last entry; null on an empty page.' })
  endCursor!: string | null;
}

/** What `connectionOf` makes classes for. */
export interface Connection<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: PageInfo;
  totalCount(): Promise<number>;
}

/** Cost of a connection: its page size times what is selected of each entry. To be given as `complexity` of the field. */
export const connectionCost: ComplexityEstimator = ({ args, childComplexity }) => {
  const { first, last } = args as { first?: number | null; last?: number | null };
  const size = first ?? last ?? LONGEST_PAGE;
  return 1 + Math.max(1, Math.min(LONGEST_PAGE, size)) * Math.max(1, childComplexity);
};

/** Cost of a field that takes up to 250 ids or items: their number times what is selected of each. */
export function listCost(argument: string): ComplexityEstimator {
  return ({ args, childComplexity }) => {
    const items: unknown = (args as Record<string, unknown>)[argument];
    return 1 + (Array.isArray(items) ? items.length : 1) * Math.max(1, childComplexity);
  };
}

/** Entries stand once in the page, whichever way they are asked for. */
const entryCost: ComplexityEstimator = ({ childComplexity }) => 1 + childComplexity;

/** The connection type of a noun: `connectionOf(RentalHouse, 'RentalHouse')` is `RentalHouseConnection`. Call once per noun. */
export function connectionOf<Node extends object>(
  NodeClass: ClassType<Node> | (abstract new (...values: never[]) => Node),
  name: string,
): ClassType<Connection<Node>> {
  const nodeType = () => NodeClass as ClassType<Node>;

  @ObjectType(`${name}Edge`, { simpleResolvers: true, description: `One entry of a page of ${name}.` })
  class Edge {
    @Field(() => String, {
      description: 'Where the entry stands: opaque, stable while the entry keeps its place.',
    })
    cursor!: string;

    @Field(nodeType, { description: 'The entry itself.' })
    node!: Node;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of ${name}.` })
  class ConnectionClass implements Connection<Node> {
    @Field(() => [Edge], { complexity: entryCost, description: 'The entries with their cursors.' })
    readonly edges!: Edge[];

    @Field(() => [NodeClass as ClassType<Node>], { complexity: entryCost, description: 'The entries.' })
    readonly nodes!: Node[];

    @Field(() => PageInfo, { complexity: 0, description: 'Where the page stands.' })
    readonly pageInfo!: PageInfo;

    readonly countAll!: () => Promise<number>;

    @Field(() => Int, {
      complexity: 1,
      description: 'How many there are on all pages. Counted only when asked for.',
    })
    totalCount(): Promise<number> {
      return this.countAll();
    }
  }
  return ConnectionClass;
}

/** The part of the access map that belongs to every connection of these names. */
export function connectionAccess(...names: readonly string[]): AccessMap {
  const entries = names.flatMap((name) => [
    [`${name}Edge`, { cursor: inherited, node: inherited }],
    [`${name}Connection`, { edges: inherited, nodes: inherited, pageInfo: inherited, totalCount: inherited }],
  ]);
  return Object.fromEntries(entries) as AccessMap;
}

export const pageInfoAccess: AccessMap = {
  PageInfo: {
    hasNextPage: inherited,
    hasPreviousPage: inherited,
    startCursor: inherited,
    endCursor: inherited,
  },
};

/**
 * The kind of each value of a cursor, in order: what a column of that kind could not be compared with is refused before
 * PostgreSQL sees it. Numbers are those of an `integer` column.
 */
export type KeyKind = 'string' | 'date' | 'uuid' | 'number';

/**
 * The page that was asked for. `keys` says what a cursor of this list holds. Throws BAD_USER_INPUT, naming the argument,
 * unless exactly one of `first` and `last` is given, within 1–100, with its own cursor and no other.
 */
export function pageRequest(page: PageArguments, keys: readonly KeyKind[]): PageRequest {
  const [first, last] = [page.first ?? null, page.last ?? null];
  const [after, before] = [page.after ?? null, page.before ?? null];
  const backward = first === null;
  const limit = backward ? last : first;
  const side = backward ? 'last' : 'first';
  if (limit === null || (!backward && last !== null))
    throw new DomainError('BAD_USER_INPUT', { field: ['first'] });
  if (!Number.isInteger(limit) || limit < 1 || limit > LONGEST_PAGE) {
    throw new DomainError('BAD_USER_INPUT', { field: [side], facts: { min: 1, max: LONGEST_PAGE } });
  }
  if (backward && after !== null) throw new DomainError('BAD_USER_INPUT', { field: ['after'] });
  if (!backward && before !== null) throw new DomainError('BAD_USER_INPUT', { field: ['before'] });
  const cursor = backward ? before : after;
  return {
    limit,
    backward,
    from: cursor === null ? null : keysetIn(cursor, keys, backward ? 'before' : 'after'),
  };
}

/** An answer to `request`, as a connection. `keysetOf` gives the values that order a row, the same that `keys` describes. */
export function connectionFor<Row, Node>(
  request: PageRequest,
  page: PageOf<Row>,
  shape: {
    readonly nodeOf: (row: Row) => Node;
    readonly keysetOf: (row: Row) => Keyset;
    readonly countAll: () => Promise<number>;
  },
): Connection<Node> {
  return new Page(request, page, shape);
}

/** Opaque to clients, so that the order of a list may change without breaking them. */
export function cursorOf(keyset: Keyset): string {
  return Buffer.from(JSON.stringify(keyset)).toString('base64url');
}

/** Entries, edges and cursors are made only when they are selected: a page of nodes costs nothing but its nodes. */
class Page<Row, Node> implements Connection<Node> {
  readonly countAll: () => Promise<number>;
  readonly #request: PageRequest;
  readonly #page: PageOf<Row>;
  readonly #nodeOf: (row: Row) => Node;
  readonly #keysetOf: (row: Row) => Keyset;
  #nodes: Node[] | null = null;

  constructor(
    request: PageRequest,
    page: PageOf<Row>,
    shape: { nodeOf: (row: Row) => Node; keysetOf: (row: Row) => Keyset; countAll: () => Promise<number> },
  ) {
    this.#request = request;
    this.#page = page;
    this.#nodeOf = shape.nodeOf;
    this.#keysetOf = shape.keysetOf;
    this.countAll = shape.countAll;
  }

  get nodes(): Node[] {
    return (this.#nodes ??= this.#page.rows.map(this.#nodeOf));
  }

  get edges(): { cursor: string; node: Node }[] {
    const { nodes } = this;
    return this.#page.rows.flatMap((row, index) => {
      const node = nodes[index];
      return node === undefined ? [] : [{ cursor: cursorOf(this.#keysetOf(row)), node }];
    });
  }

  get pageInfo(): PageInfo {
    const { rows, hasMore } = this.#page;
    const { backward, from } = this.#request;
    const [first, last] = [rows[0], rows.at(-1)];
    return {
      hasNextPage: backward ? from !== null : hasMore,
      hasPreviousPage: backward ? hasMore : from !== null,
      startCursor: first === undefined ? null : cursorOf(this.#keysetOf(first)),
      endCursor: last === undefined ? null : cursorOf(this.#keysetOf(last)),
    };
  }

  totalCount(): Promise<number> {
    return this.countAll();
  }
}

/** Only a cursor that we could have made: nothing else in it, and nothing that a statement could choke on. */
function keysetIn(cursor: string, kinds: readonly KeyKind[], argument: string): Keyset {
  const values = cursor.length > LONGEST_CURSOR ? null : valuesIn(cursor);
  if (values?.length !== kinds.length || cursorOf(values as Keyset) !== cursor) {
    throw new DomainError('BAD_USER_INPUT', { field: [argument] });
  }
  for (const [index, kind] of kinds.entries()) {
    if (!isOfKind(values[index], kind)) throw new DomainError('BAD_USER_INPUT', { field: [argument] });
  }
  return values as Keyset;
}

function valuesIn(cursor: string): unknown[] | null {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(values) ? values : null;
  } catch {
    return null;
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LARGEST_NUMBER = 2 ** 31 - 1;

function isOfKind(value: unknown, kind: KeyKind): boolean {
  if (kind === 'number') return Number.isInteger(value) && Math.abs(value as number) <= LARGEST_NUMBER;
  if (typeof value !== 'string') return false;
  if (kind === 'date') return isCivilDate(value);
  return kind === 'uuid' ? UUID.test(value) : !/\0|\p{Cs}/u.test(value);
}
