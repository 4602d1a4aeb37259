import { defineConfig } from '@playwright/test'

// The stories of the screens, through `xianfeng serve` with the real core. Debian's own Chromium: nothing is downloaded.
export default defineConfig({
  testDir: '../tests/screens',
  tsconfig: '../tests/screens/tsconfig.json', // finds the packages of this folder from there
  outputDir: '../out/screens',
  fullyParallel: false,
  workers: Number(process.env['SCREENS_WORKERS'] ?? 1),
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    acceptDownloads: true,
    launchOptions: {
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--force-color-profile=srgb'],
    },
    trace: 'retain-on-failure',
  },
})
