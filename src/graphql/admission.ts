import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { DomainError } from '../domain/refusal.js';
import type { RequestOutcome } from '../http/metrics.js';
import type { Context } from '../usecases/context.js';
import { Budget, LEAST_COST, OperationCosts, type BudgetSettings, type CostReport } from './cost.js';
import { factsOf } from './documents.js';
import { badInput, checkVariables, tooCostly, type Limits } from './limits.js';
import { refusedVariables } from './variables.js';

/** One request to GraphQL, from its headers to its answer. */
export interface Call {
  /** What resolvers are given. */
  readonly context: Context;
  /** Whose budget pays: an officer, or an address for those not signed in. */
  readonly payer: string;
  readonly mayIntrospect: boolean;
  /** True when the caller takes `application/graphql-response+json`: only then may a well-formed request be answered 400. */
  readonly strictStatus: boolean;
  /** Kind of the operation, once it is known. */
  operation: OperationDefinitionNode['operation'] | null;
  /** Why the variables do not fit, when that was found before execution. */
  variableErrors: readonly GraphQLError[];
  /** What it cost, once it was charged. */
  cost: CostReport | null;
  /** When a caller without budget may come back. */
  retryAfterSeconds: number | null;
  outcome: RequestOutcome;
}

/** An operation of a valid document, about to be run. */
export interface Operation {
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Decides before execution whether an operation is run. Its size has been checked when it was validated. */
export class Gate {
  readonly #schema: GraphQLSchema;
  readonly #limits: Limits;
  readonly #costs: OperationCosts;
  readonly #budget: Budget;

  constructor(schema: GraphQLSchema, limits: Limits, budget: BudgetSettings) {
    this.#schema = schema;
    this.#limits = limits;
    this.#costs = new OperationCosts(schema);
    this.#budget = new Budget(budget);
  }

  /** Throws DomainError or GraphQLError with a code when the operation may not run, and charges it otherwise. */
  async admit(call: Call, operation: Operation): Promise<void> {
    call.operation = operation.definition.operation;
    if (!call.mayIntrospect && factsOf(operation.document).usesIntrospection) {
      throw new DomainError(call.context.actor === null ? 'UNAUTHENTICATED' : 'FORBIDDEN');
    }
    checkVariables(operation.variables);
    const cost = this.#costOf(call, operation);
    if (cost > this.#limits.cost) throw tooCostly('cost', cost, this.#limits.cost);
    await this.charge(call, cost);
    if (call.retryAfterSeconds !== null) throw new DomainError('RATE_LIMITED');
  }

  /** Takes `cost` points; whether they were there is told in `call.retryAfterSeconds`. */
  async charge(call: Call, cost: number = LEAST_COST): Promise<void> {
    const { retryAfterSeconds, ...report } = await this.#budget.spend(call.payer, cost);
    call.cost = report;
    call.retryAfterSeconds = retryAfterSeconds;
  }

  /** Of variables that do not fit all faults are told, not only the first, so it is execution that refuses them. */
  #costOf(call: Call, { document, definition, variables }: Operation): number {
    try {
      return this.#costs.of(document, definition.name?.value ?? null, variables);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      call.variableErrors = refusedVariables(this.#schema, definition, variables);
      if (call.variableErrors.length === 0) throw badInput([], error.nodes ?? []);
      return LEAST_COST;
    }
  }
}
