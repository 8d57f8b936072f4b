import {
  execute,
  isAbstractType,
  isEnumType,
  isIntrospectionType,
  isObjectType,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { factsOf } from './documents.js';
import { refusedVariables } from './variables.js';

/** A validated operation with everything it is run with. */
export interface Execution {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  /** What resolvers are given. */
  readonly context: unknown;
}

export type Execute = (execution: Execution) => Promise<ExecutionResult>;

/**
 * `trusted`: text, numbers, booleans and enum values leave as resolvers gave them, which makes pages a tenth faster.
 * `checked`: each of them must be of its type exactly; nothing is converted, so that tests find what trust would let out.
 */
export type Leaves = 'checked' | 'trusted';

/** `'seen'`: it came once. null: it is left to graphql-js for good. */
type Compiled = CompiledQuery['query'] | 'seen' | null;

/**
 * Runs operations, each compiled once to JavaScript for as long as its document is remembered. In service that happens
 * when it comes the second time, for compiling takes longer than running once; what came once, cannot be compiled, or must
 * not be, is run by graphql-js. Both answer alike; the tests hold them equal.
 * Throws Error for a schema whose names the compiler would mix up.
 */
export function makeExecutor(schema: GraphQLSchema, leaves: Leaves): Execute {
  refuseAmbiguousNames(schema);
  refuseRenamedValues(schema);
  resolveTypesAtOnce(schema);
  const compiledByDocument = new WeakMap<DocumentNode, Map<OperationDefinitionNode, Compiled>>();
  const compiledFor = ({ document, operation }: Execution): Compiled => {
    let compiled = compiledByDocument.get(document);
    if (compiled === undefined)
      compiledByDocument.set(document, (compiled = new Map<OperationDefinitionNode, Compiled>()));
    let query = compiled.get(operation);
    if (query === undefined && leaves === 'trusted') query = 'seen';
    else if (query === undefined || query === 'seen') query = compile(schema, document, operation, leaves);
    else return query;
    compiled.set(operation, query);
    return query;
  };

  return async (execution) => {
    const { document, operation, variables, context } = execution;
    const query = compiledFor(execution);
    if (typeof query === 'function') {
      const result: ExecutionResult = await query(undefined, context, variables);
      // Without data nothing was run: the variables did not fit, or the compiler believes so.
      if ('data' in result) return result;
    }
    const errors = refusedVariables(schema, operation, variables);
    if (errors.length > 0) return { errors };
    return execute({
      schema,
      document,
      contextValue: context,
      variableValues: variables,
      ...(operation.name === undefined ? {} : { operationName: operation.name.value }),
    });
  };
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  leaves: Leaves,
): Compiled {
  if (!factsOf(document).compilable) return null;
  const compiled = compileQuery(schema, document, operation.name?.value ?? '', {
    ...COMPILER_OPTIONS,
    ...(leaves === 'trusted'
      ? { disableLeafSerialization: true }
      : { customSerializers: STRICT_SERIALIZERS }),
  });
  return isCompiledQuery(compiled) ? compiled.query : null;
}

const STRICT_SERIALIZERS = {
  ID: onlyIf('an ID', (value) => typeof value === 'string'),
  String: onlyIf('a String', (value) => typeof value === 'string'),
  Boolean: onlyIf('a Boolean', (value) => typeof value === 'boolean'),
  Int: onlyIf('an Int', (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31),
  Float: onlyIf('a Float', (value) => Number.isFinite(value)),
};

function onlyIf(what: string, holds: (value: unknown) => boolean): (value: unknown) => unknown {
  return (value) => {
    if (holds(value)) return value;
    throw new TypeError(`A resolver gave ${typeof value} for ${what}`);
  };
}

const COMPILER_OPTIONS = {
  // The older way forgets the condition on a fragment that is spread in two places.
  useExperimentalPathBasedSkipInclude: true,
  // Stacks of errors that only say which field was null are never read.
  disablingCapturingStackErrors: true,
};

/**
 * The compiler keeps resolvers under type name + field name, so that `Draw.nEntry` and `Drawn.Entry` would share one.
 * No schema of ours has such names; this keeps it so.
 */
function refuseAmbiguousNames(schema: GraphQLSchema): void {
  const seen = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.keys(type.getFields())) {
      const key = type.name + field;
      const other = seen.get(key);
      if (other !== undefined)
        throw new Error(`${type.name}.${field} and ${other} would be mixed up: rename one.`);
      seen.set(key, `${type.name}.${field}`);
    }
  }
}

/** An enum value leaves as it is, so it must be its own name. */
function refuseRenamedValues(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isEnumType(type) || isIntrospectionType(type)) continue;
    const renamed = type.getValues().find(({ name, value }) => name !== value);
    if (renamed !== undefined)
      throw new Error(`${type.name}.${renamed.name} has a value that is not its name.`);
  }
}

/**
 * A value that says its type (`__typename`) is taken at its word. TypeGraphQL knows only instances of classes, and answers
 * with a promise where a function was given to tell types apart, for which compiled code does not wait.
 */
function resolveTypesAtOnce(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isAbstractType(type)) continue;
    const { resolveType } = type;
    type.resolveType = (value: unknown, context, info, abstractType) => {
      const { __typename: name } = value as { __typename?: unknown };
      if (typeof name === 'string') return name;
      return resolveType?.(value, context, info, abstractType);
    };
  }
}
