import {
  GraphQLError,
  Kind,
  visit,
  type ASTNode,
  type DocumentNode,
  type ValidationContext,
  type ValidationRule,
  type ValueNode,
} from 'graphql';
import { sizeOf } from './documents.js';

/** Static limits: what exceeds one is refused before anything is executed. */
export interface Limits {
  /** Lexical tokens of a document; beyond them it is not even parsed to its end. */
  readonly tokens: number;
  readonly depth: number;
  /** Selections, with every fragment written out. */
  readonly nodes: number;
  readonly aliases: number;
  readonly directives: number;
  /** Cost of one operation. */
  readonly cost: number;
}

export const USUAL_LIMITS: Limits = {
  tokens: 2_000,
  depth: 12,
  nodes: 600,
  aliases: 50,
  directives: 50,
  cost: 5_000,
};

/** Errors after which validation of a document stops. Also how `limitsRule` stops the other rules. */
export const MOST_VALIDATION_ERRORS = 10;

const DEEPEST_VARIABLE = 16;
/** NUL, which PostgreSQL cannot store, and halves of surrogate pairs, which no encoding can carry. */
const UNSTORABLE = /\0|\p{Cs}/u;

/**
 * One rule for everything that is counted in a document, and for literals that no field can take. A document that is
 * refused here is answered with one error: the rule repeats it until validation gives up, so that the rules whose work
 * grows with the square of the document never get to see it.
 */
export function limitsRule(limits: Limits): ValidationRule {
  return (context: ValidationContext) => ({
    Document(document: DocumentNode) {
      const refusal = tooLarge(document, limits) ?? badLiteral(document) ?? reservedName(document);
      if (refusal === null) return;
      for (let count = 0; count <= MOST_VALIDATION_ERRORS; count++) context.reportError(refusal);
    },
  });
}

/**
 * Refuses strings that cannot be stored and numbers that were not what the client wrote (1e400 is read as infinity,
 * 9007199254740993 as its neighbour), naming the path to the value. Throws GraphQLError BAD_USER_INPUT.
 */
export function checkVariables(variables: Readonly<Record<string, unknown>>): void {
  for (const name in variables) {
    const path = badValue(variables[name], [name]);
    if (path !== null) throw badInput(path);
  }
}

export function badInput(field: readonly string[], nodes: readonly ASTNode[] = []): GraphQLError {
  return new GraphQLError('The input is malformed.', {
    nodes,
    extensions: { code: 'BAD_USER_INPUT', ...(field.length === 0 ? {} : { field }) },
  });
}

function tooLarge(document: DocumentNode, limits: Limits): GraphQLError | null {
  const size = sizeOf(document);
  const counted = { ...size, directives: countDirectives(document) };
  for (const what of ['depth', 'nodes', 'aliases', 'directives'] as const) {
    if (counted[what] > limits[what]) return tooCostly(what, counted[what], limits[what]);
  }
  return null;
}

/** The refusal of what exceeds a limit; `facts` tell the client which and by how much. */
export function tooCostly(what: keyof Limits, counted: number, limit: number): GraphQLError {
  return new GraphQLError('The operation is too costly and was not run.', {
    extensions: { code: 'TOO_COSTLY', facts: { what, counted, limit } },
  });
}

function countDirectives(document: DocumentNode): number {
  let count = 0;
  visit(document, { Directive: () => void count++ });
  return count;
}

function badLiteral(document: DocumentNode): GraphQLError | null {
  let found: GraphQLError | null = null;
  const check = (name: string, value: ValueNode) => {
    const path = badLiteralIn(value, [name]);
    if (path !== null) found ??= badInput(path, [value]);
  };
  visit(document, {
    Argument: ({ name, value }) => check(name.value, value),
    VariableDefinition: ({ variable, defaultValue }) => {
      if (defaultValue !== undefined) check(variable.name.value, defaultValue);
    },
  });
  return found;
}

function badLiteralIn(value: ValueNode, path: readonly string[]): readonly string[] | null {
  switch (value.kind) {
    case Kind.STRING:
      return badValue(value.value, path);
    case Kind.INT:
    case Kind.FLOAT:
      return badValue(Number(value.value), path);
    case Kind.LIST:
      return firstOf(value.values, (item, index) => badLiteralIn(item, [...path, String(index)]));
    case Kind.OBJECT:
      return firstOf(value.fields, (field) => badLiteralIn(field.value, [...path, field.name.value]));
    default:
      return null;
  }
}

/**
 * Names beginning with two underscores belong to GraphQL itself; `__proto__` as an alias or variable would reach
 * into the objects that answers are built of.
 */
function reservedName(document: DocumentNode): GraphQLError | null {
  let found: GraphQLError | null = null;
  visit(document, {
    Field: ({ alias }) => {
      if (alias?.value.startsWith('__') === true) found ??= badInput([alias.value], [alias]);
    },
    VariableDefinition: ({ variable }) => {
      if (variable.name.value.startsWith('__')) found ??= badInput([variable.name.value], [variable]);
    },
  });
  return found;
}

function badValue(value: unknown, path: readonly string[]): readonly string[] | null {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? path : null;
  if (typeof value === 'number') return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  if (path.length > DEEPEST_VARIABLE) return path;
  return firstOf(Object.entries(value), ([key, inner]) => badValue(inner, [...path, key]));
}

function firstOf<Item, Found>(
  items: readonly Item[],
  find: (item: Item, index: number) => Found | null,
): Found | null {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== null) return found;
  }
  return null;
}
