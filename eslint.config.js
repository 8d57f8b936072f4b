import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** What reaches for the world outside: a rule that did could not be replayed or asked for another day. */
const impurities = [
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'Take the day as a value.',
  },
  { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'Take the day as a value.' },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Take the day as a value.' },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Take a seed as a value.',
  },
  {
    selector: ':function[async=true]',
    message: 'Rules take values and return values; waiting is for verbs.',
  },
  { selector: 'AwaitExpression', message: 'Rules take values and return values; waiting is for verbs.' },
  {
    selector: 'ForOfStatement[await=true]',
    message: 'Rules take values and return values; waiting is for verbs.',
  },
  {
    selector: 'Identifier[name="Promise"]',
    message: 'Rules take values and return values; waiting is for verbs.',
  },
];

const outsideGlobals = [
  'console',
  'crypto',
  'fetch',
  'performance',
  'process',
  'queueMicrotask',
  'setImmediate',
  'setInterval',
  'setTimeout',
  'globalThis',
];

export default defineConfig(
  globalIgnores(['dist', 'data', 'coverage', 'bench/rival/node_modules']),
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.mts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // TypeGraphQL's object and input types are classes that hold nothing but decorated properties.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Text is taken apart into characters on purpose, to count or to mask it.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // TypeGraphQL's and MikroORM's classes describe plain rows; telling rows by their constructor would mean copying each.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Both speak of libraries' enums of numbers, which come to us as plain numbers.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-enum-comparison': 'off',
      // A reader of JSON is told what form the file has: `readSeed<Region[]>(…)`.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      // It asks for the `!` that another rule forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      // `async () => void (await …)` says that the answer is not wanted.
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // What we hand around are closures behind interfaces, which have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    rules: {
      // `== null` asks for null and undefined at once, which GraphQL inputs need.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'max-lines': ['error', 300],
      'max-lines-per-function': ['error', 60],
      'max-params': ['error', 4],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Settings come from src/config.ts.' },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'node:process', importNames: ['env'], message: 'Settings come from src/config.ts.' },
          ],
        },
      ],
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
    },
  },
  {
    files: ['src/domain/**', 'src/sectors/**'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-syntax': ['error', ...impurities],
      'no-restricted-globals': ['error', ...outsideGlobals],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'node:crypto',
              allowImportNames: ['createHash', 'hash'],
              message: 'Only hashing is free of chance.',
            },
          ],
        },
      ],
    },
  },
  { files: ['src/config.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['src/main.ts', 'scripts/**', 'seeds/**', 'bench/**'], rules: { 'no-console': 'off' } },
  {
    files: ['tests/**', '**/*.test.ts', 'scripts/**', 'bench/**'],
    rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' },
  },
  {
    // Inputs are classes of properties only; a copy with a change loses nothing.
    files: ['src/graphql/**'],
    rules: { '@typescript-eslint/no-misused-spread': 'off' },
  },
  {
    files: ['tests/**/*.ts', '**/*.test.ts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      // A stand-in keeps the shape of what it stands for.
      '@typescript-eslint/require-await': 'off',
      // Answers are compared with what they must be; declaring the shape of each first would say everything twice.
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  { files: ['tests/support/**'], rules: { 'no-console': 'off' } },
  { files: ['migrations/**'], rules: { 'max-lines': 'off', 'max-lines-per-function': 'off' } },
);
