import {
  coerceInputValue,
  GraphQLError,
  isInputType,
  isNonNullType,
  Kind,
  typeFromAST,
  visit,
  type ASTNode,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type ValueNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/**
 * Why the variables of an operation do not fit it, one error per value, each with the path to it. Empty when they fit.
 * The executors find the same faults, but say where only in English prose that repeats the value.
 */
export function refusedVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  variables: Variables,
): GraphQLError[] {
  const refused: GraphQLError[] = [];
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value;
    const type = typeFromAST(schema, definition.type);
    if (!isInputType(type)) continue;
    const given = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (given === undefined || given === null) {
      const isMissing = isNonNullType(type) && (given === null || definition.defaultValue === undefined);
      if (isMissing)
        refused.push(
          refusedValue([name], new GraphQLError(`A value of type "${String(type)}" is required.`)),
        );
      continue;
    }
    coerceInputValue(given, type, (path, _value, error) => {
      refused.push(refusedValue([name, ...path.map(String)], error));
    });
  }
  return refused;
}

/** The path of a literal from the argument (or variable) that it stands in, such as `['input', 'foundOn']`. */
export function pathOfLiteral(document: DocumentNode, node: ASTNode): readonly string[] | null {
  let found: readonly string[] | null = null;
  visit(document, {
    Argument: ({ name, value }) => void (found ??= pathWithin(value, node, [name.value])),
    VariableDefinition: ({ variable, defaultValue }) => {
      if (defaultValue !== undefined) found ??= pathWithin(defaultValue, node, [variable.name.value]);
    },
  });
  return found;
}

function pathWithin(value: ValueNode, node: ASTNode, path: readonly string[]): readonly string[] | null {
  if (value === node) return path;
  if (value.kind === Kind.OBJECT) {
    for (const field of value.fields) {
      const found = pathWithin(field.value, node, [...path, field.name.value]);
      if (found !== null) return found;
    }
  }
  if (value.kind === Kind.LIST) {
    for (const [index, item] of value.values.entries()) {
      const found = pathWithin(item, node, [...path, String(index)]);
      if (found !== null) return found;
    }
  }
  return null;
}

function refusedValue(field: readonly string[], cause: GraphQLError): GraphQLError {
  const { reason } = cause.extensions;
  return new GraphQLError(cause.message, {
    extensions: {
      code: 'BAD_USER_INPUT',
      field,
      ...(reason === undefined ? { detail: cause.message } : { reason }),
    },
  });
}
