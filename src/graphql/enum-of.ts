/** An enum of names that stand for themselves, in the form `registerEnumType` takes. */
export function enumOf<Name extends string>(...names: readonly Name[]): Record<Name, Name> {
  return Object.fromEntries(names.map((name) => [name, name])) as Record<Name, Name>;
}
