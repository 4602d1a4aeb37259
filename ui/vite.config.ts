import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// The screens are files beside each other: nothing inlined into the page, nothing fetched from elsewhere.
export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: {
    __VUE_OPTIONS_API__: true, // some parts of Element Plus are written in it
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
  },
  build: {
    // WebKitGTK 2.38 and Chromium 102 are the oldest engines among the desks (UOS 20, Kylin V10).
    target: ['es2022', 'chrome102', 'safari16'],
    assetsInlineLimit: 0, // a data: URL would be refused by the policy for fonts
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
