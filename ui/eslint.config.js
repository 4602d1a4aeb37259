import vue from 'eslint-plugin-vue'
import typescript from 'typescript-eslint'

const chinese = '/[\\u3400-\\u9fff\\uff00-\\uffef]/'
const toWording = 'Wording stands in src/wording/.'

export default typescript.config(
  { ignores: ['dist', 'node_modules', 'src/api/commands.ts'] },
  ...typescript.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.ts', '**/*.vue'],
    languageOptions: { parserOptions: { parser: typescript.parser, extraFileExtensions: ['.vue'], sourceType: 'module' } },
    rules: {
      'no-undef': 'off', // TypeScript knows better
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-dynamic-delete': 'off',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^@tauri-apps', message: 'Only src/api/tauri.ts knows the window.' }] },
      ],
      'vue/no-v-html': 'error',
      'vue/no-bare-strings-in-template': 'error',
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/define-macros-order': 'error',
      'vue/multi-word-component-names': 'off',
      // Layout is the author's; these rules only fight over line breaks.
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/attributes-order': 'off',
      'vue/require-default-prop': 'off',
      'vue/no-restricted-static-attribute': ['error', { key: 'style', message: 'Styles stand in <style> or in theme.css.' }],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.vue'],
    ignores: ['src/wording/**', 'src/**/*.test.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        { selector: `Literal[value=${chinese}]`, message: toWording },
        { selector: `TemplateElement[value.raw=${chinese}]`, message: toWording },
      ],
      'vue/no-restricted-syntax': [
        'error',
        { selector: `VLiteral[value=${chinese}]`, message: toWording },
        { selector: `VElement:not([name='script']):not([name='style']) > VText[value=${chinese}]`, message: toWording },
        { selector: `VExpressionContainer Literal[value=${chinese}]`, message: toWording },
        // Enter that confirms a word of the input method must not save or search (measured.md).
        {
          selector: "VAttribute[directive=true][key.name.name='on'] > VDirectiveKey[argument.name=/^key(up|down|press)$/] > VIdentifier[name='enter']",
          message: 'Use onEnter() of components/composition.ts.',
        },
        { selector: `VExpressionContainer TemplateElement[value.raw=${chinese}]`, message: toWording },
      ],
    },
  },
  { files: ['src/api/tauri.ts'], rules: { 'no-restricted-imports': 'off' } },
  { files: ['scripts/**', '*.config.*'], rules: { 'no-console': 'off' } },
)
