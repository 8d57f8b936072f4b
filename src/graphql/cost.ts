import {
  getNamedType,
  isLeafType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ArgumentNode,
  type ASTVisitor,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { getComplexity, type ComplexityEstimator } from 'graphql-query-complexity';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** What an answer cost and what is left, as every response says it in `extensions.cost`. */
export interface CostReport {
  readonly requested: number;
  readonly remaining: number;
  /** Points of one period. */
  readonly limit: number;
}

export interface BudgetSettings {
  readonly points: number;
  readonly seconds: number;
}

/** The cost of a request that never came to be executed: reading and checking it is work, too. */
export const LEAST_COST = 1;
/** What an act costs besides its answer: a transaction with an audit entry. */
const ACT_COST = 10;
/** What a list without pages is taken to hold. */
const PLAIN_LIST_LENGTH = 5;
const MOST_SHAPES = 64;

type Variables = Readonly<Record<string, unknown>>;

/**
 * A field with an estimator of its own (`complexity` in TypeGraphQL) is asked first; then an object costs 1 and what is
 * selected of it, a plain list as if it held five, a scalar nothing.
 */
const estimators: ComplexityEstimator[] = [
  (asked) => {
    const own: unknown = asked.field.extensions.complexity;
    if (typeof own === 'number') return own + asked.childComplexity;
    return typeof own === 'function' ? (own as ComplexityEstimator)(asked) : undefined;
  },
  ({ field, childComplexity, type }) => {
    if (type.name === 'Mutation') return ACT_COST + childComplexity;
    if (isLeafType(getNamedType(field.type))) return 0;
    const times = String(field.type).startsWith('[') ? PLAIN_LIST_LENGTH : 1;
    return 1 + times * childComplexity;
  },
];

/**
 * The cost of operations. It depends on the document and, of its variables, only on page sizes, lengths of lists and
 * switches of `@skip` and `@include`; so it is worked out once for each combination of these and costs nothing when hot.
 */
export class OperationCosts {
  readonly #schema: GraphQLSchema;
  readonly #byDocument = new WeakMap<
    DocumentNode,
    { weighty: readonly string[]; costs: Map<string, number> }
  >();

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  /** Points of one operation. Throws GraphQLError when a variable or an argument has no allowed value. */
  of(document: DocumentNode, operationName: string | null, variables: Variables): number {
    let known = this.#byDocument.get(document);
    if (known === undefined) {
      known = { weighty: weightyVariables(this.#schema, document), costs: new Map() };
      this.#byDocument.set(document, known);
    }
    const shape = shapeOf(operationName, known.weighty, variables);
    const found = known.costs.get(shape);
    if (found !== undefined) return found;
    const cost = Math.max(
      LEAST_COST,
      getComplexity({
        schema: this.#schema,
        query: document,
        variables: { ...variables },
        estimators,
        ...(operationName === null ? {} : { operationName }),
      }),
    );
    if (known.costs.size >= MOST_SHAPES) known.costs.clear();
    known.costs.set(shape, cost);
    return cost;
  }
}

/** Points of each caller per period, kept in this process: several processes give each caller several budgets. */
export class Budget {
  readonly #limiter: RateLimiterMemory;
  readonly #points: number;

  constructor({ points, seconds }: BudgetSettings) {
    this.#limiter = new RateLimiterMemory({ points, duration: seconds });
    this.#points = points;
  }

  /** Takes `cost` points of `caller`. When they are not there, `retryAfterSeconds` says when the next period begins. */
  async spend(caller: string, cost: number): Promise<CostReport & { retryAfterSeconds: number | null }> {
    try {
      const { remainingPoints } = await this.#limiter.consume(caller, cost);
      return { requested: cost, remaining: remainingPoints, limit: this.#points, retryAfterSeconds: null };
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfterSeconds = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      return { requested: cost, remaining: 0, limit: this.#points, retryAfterSeconds };
    }
  }
}

/** Names of the variables that a cost may depend on: those in arguments of estimated fields, and in directives. */
function weightyVariables(schema: GraphQLSchema, document: DocumentNode): string[] {
  const weighty = new Set<string>();
  const collect = (node: ArgumentNode | DirectiveNode) => {
    visit(node, { Variable: ({ name }) => void weighty.add(name.value) });
  };
  const types = new TypeInfo(schema);
  const visitor: ASTVisitor = {
    Field({ arguments: given = [] }) {
      if (typeof types.getFieldDef()?.extensions.complexity === 'function') given.forEach(collect);
    },
    Directive: collect,
  };
  visit(document, visitWithTypeInfo(types, visitor));
  return [...weighty];
}

function shapeOf(operationName: string | null, weighty: readonly string[], variables: Variables): string {
  let shape = operationName ?? '';
  for (const name of weighty) shape += `|${weightOf(variables[name])}`;
  return shape;
}

/** What estimators may look at: numbers, switches, lengths. Text has no weight. */
function weightOf(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `[${value.length}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${key}:${weightOf((value as Variables)[key])}`)
      .join()}}`;
  }
  return value === null ? 'null' : typeof value;
}
