/** The part of JSON Schema that the schemas of this product use; what else they said would go unchecked without a word. */
export type Schema = Readonly<Record<string, unknown>>;

type Check = (value: unknown, schema: Schema, root: Schema) => string[];

const silent = new Set(['$schema', '$id', '$defs', 'title', 'description', 'format', 'then', 'else']);

const checks: Readonly<Record<string, Check>> = {
  $ref: (value, { $ref }, root) => problemsOf(value, definition(root, String($ref)), root),
  type: (value, { type }) =>
    unless(
      [type].flat().some((one) => isOfType(value, String(one))),
      `is no ${String(type)}`,
    ),
  enum: (value, schema) => unless(listOf(schema.enum).includes(value), 'is not one of the known words'),
  const: (value, schema) => unless(value === schema.const, `is not ${String(schema.const)}`),
  pattern: (value, { pattern }) =>
    unless(typeof value !== 'string' || new RegExp(String(pattern)).test(value), `is not ${String(pattern)}`),
  minLength: (value, schema) =>
    unless(typeof value !== 'string' || value.length >= Number(schema.minLength), 'is too short'),
  minimum: (value, { minimum }) =>
    unless(typeof value !== 'number' || value >= Number(minimum), 'is too small'),
  maximum: (value, { maximum }) =>
    unless(typeof value !== 'number' || value <= Number(maximum), 'is too large'),
  minItems: (value, { minItems }) =>
    unless(!Array.isArray(value) || value.length >= Number(minItems), 'has too few'),
  uniqueItems: (value) =>
    unless(!Array.isArray(value) || new Set(value).size === value.length, 'has one twice'),
  items: (value, { items }, root) =>
    Array.isArray(value)
      ? value.flatMap((item, at) => below(String(at), problemsOf(item, items as Schema, root)))
      : [],
  required: (value, { required }) =>
    listOf(required).flatMap((key) =>
      unless(!isObject(value) || Object.hasOwn(value, String(key)), `lacks ${String(key)}`),
    ),
  dependentRequired: (value, { dependentRequired }, root) =>
    Object.entries(dependentRequired as Record<string, string[]>).flatMap(([key, required]) =>
      isObject(value) && Object.hasOwn(value, key) ? problemsOf(value, { required }, root) : [],
    ),
  properties: (value, { properties }, root) =>
    isObject(value)
      ? Object.entries(properties as Record<string, Schema>).flatMap(([key, schema]) =>
          Object.hasOwn(value, key) ? below(key, problemsOf(value[key], schema, root)) : [],
        )
      : [],
  additionalProperties: (value, { properties }) =>
    isObject(value)
      ? Object.keys(value).flatMap((key) =>
          unless(Object.hasOwn(properties as object, key), `has an unknown ${key}`),
        )
      : [],
  anyOf: (value, { anyOf }, root) =>
    unless(
      listOf(anyOf).some((one) => problemsOf(value, one as Schema, root).length === 0),
      'fits no form',
    ),
  allOf: (value, { allOf }, root) => listOf(allOf).flatMap((one) => problemsOf(value, one as Schema, root)),
  if: (value, schema, root) => {
    const holds = problemsOf(value, schema.if as Schema, root).length === 0;
    return problemsOf(value, ((holds ? schema.then : schema.else) ?? {}) as Schema, root);
  },
};

/** Where a value departs from a schema, one line each. Throws for a keyword that is not known here. */
export function problemsOf(value: unknown, schema: Schema, root: Schema = schema): string[] {
  return Object.keys(schema).flatMap((keyword) => {
    const check = checks[keyword];
    if (check !== undefined) return check(value, schema, root);
    if (silent.has(keyword)) return [];
    throw new Error(`The schema says ${keyword}, which is not checked here.`);
  });
}

function definition(root: Schema, ref: string): Schema {
  const name = /^#\/\$defs\/(\w+)$/.exec(ref)?.[1] ?? '';
  const found = (root.$defs as Record<string, Schema>)[name];
  if (found === undefined) throw new Error(`The schema refers to ${ref}, which is not there.`);
  return found;
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function unless(holds: boolean, problem: string): string[] {
  return holds ? [] : [problem];
}

function below(place: string, problems: readonly string[]): string[] {
  return problems.map((problem) => `${place} ${problem}`);
}
