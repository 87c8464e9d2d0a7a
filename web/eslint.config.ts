// The rules of the web app: strict types, hooks, and who may import whom.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const modules = readdirSync(join(import.meta.dirname, 'src/modules'));
const generatedOnlyInKit = {
  group: ['@/gen/*', '**/gen/*'],
  message: 'The generated schema is reached through @/kit/api.',
};
const outside = (...names: string[]) => ({
  group: names.flatMap((name) => [`@/modules/${name}`, `@/modules/${name}/**`, `../${name}/**`]),
  message: 'Modules do not import each other; shared pieces live in kit.',
});
const notTheApp = { group: ['@/app/**'], message: 'Only main knows the app.' };
const notModules = { group: ['@/modules/**'], message: 'The kit knows no module.' };

export default defineConfig(
  { ignores: ['dist', 'src/gen', 'node_modules'] },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  hooks.configs.flat.recommended,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'max-lines': ['error', 400],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    },
  },
  {
    files: ['src/kit/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [notTheApp, notModules] }] },
  },
  {
    files: ['src/app/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [generatedOnlyInKit] }] },
  },
  ...modules.map((own) => ({
    files: [`src/modules/${own}/**`],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [generatedOnlyInKit, notTheApp, outside(...modules.filter((name) => name !== own))] },
      ] as ['error', object],
    },
  })),
);
