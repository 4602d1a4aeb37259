/** Every screen at both sizes, for the eye: out/photos/SIZE/NAME.png; README and guide take theirs from there (`make
 * looks`). Each one is also free of barriers, errors and sideways scrolling, and Tab reaches all of it. A feature adds a
 * line for each screen. */

import { mkdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, root, test, type Beginning, type Desk } from './desk'
import { openBatch } from './meeting'

// The driver and axe try to run scripts in the paper's frame, which its policy refuses: as it should.
test.use({ quiet: /Blocked script execution in .*\/files\// })

/** A screen: its name, its address within the screens (none: where the one before stands), and what is done there. */
type Photo = [name: string, path: string | null, pose?: (page: Page, desk: Desk) => Promise<unknown>]

interface Round {
  beginning: Beginning
  day?: string
  /** Before the program starts. */
  lay?: (desk: Desk) => void
  photos: Photo[]
}

const rows = (page: Page) => page.getByRole('grid').first().locator('tbody tr')
const seen = (text: string | RegExp) => (page: Page) => page.getByText(text).first().waitFor()
const pressed = (name: string | RegExp, dialog?: string) => async (page: Page) => {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).first().click()
  if (dialog) await page.getByRole('dialog', { name: dialog }).getByRole('textbox').first().waitFor()
}
const away = (page: Page) => page.keyboard.press('Escape')

/** A roster that is imported; one branch is written wrongly. */
const roster = [
  '姓名,性别,公民身份证号码,学历,所在党支部,党员类别,转正时间,血型',
  '甲一,男,99010119700101001X,大专,机关党支部,正式党员,1996-06-01,O',
  '乙二,女,990101197001010028,大学本科,机关支部,正式党员,1996-06-01,A',
  '丙三,男,990101196811300014,大专,公证处党支部,正式党员,1990-07-01,B',
].join('\r\n')

async function given(page: Page, csv: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '选择文件', exact: true }).click()])
  await chooser.setFiles({ name: '新增党员.csv', mimeType: 'text/csv', buffer: Buffer.from(`\ufeff${csv}\r\n`) })
  await page.getByRole('button', { name: '检查', exact: true }).waitFor()
}

async function counts(page: Page, here: Desk): Promise<void> {
  const { batch, ground } = await openBatch(here, page, 6, 10)
  await here.ask('evaluations.batch_discard', { batch })
  const evaluation = ground.subjects[0]?.evaluation
  await here.ask('evaluations.put_papers', { evaluations: [evaluation], papers: { issued: 12, collected: 10, spoiled: 0 } })
  await here.ask('evaluations.put_counts', {
    evaluation,
    heads: [{ category: '党员', valid: 10, blank: 1 }],
    questions: [
      { category: '党员', item: 0, grades: [8, 1, 0, 0, 0], abstained: 1, voided: 0 },
      { category: '党员', item: 1, grades: [7, 1, 0, 0, 0], abstained: 1, voided: 0 },
      { category: '党员', item: 2, grades: [7, null, null, null, null], abstained: null, voided: null },
    ],
  })
  await here.go(`/evaluations/counts/${evaluation}`)
  await page.locator('[data-cell="0:0"]').focus()
}

async function ballots(page: Page, here: Desk): Promise<void> {
  await openBatch(here, page, 10, 50, 'PY-91')
  for (const key of '112113101*') await page.keyboard.press(key)
  await page.keyboard.press('Enter')
  await page.getByText('第 2 张', { exact: true }).waitFor()
  for (const key of '121') await page.keyboard.press(key)
}

const rounds: Record<string, Round> = {
  'first use': { beginning: 'nothing', photos: [['first-use', null]] },
  'a new office': { beginning: 'empty', photos: [['welcome', '/welcome'], ['home-empty', '/home']] },
  'a damaged office': {
    beginning: 'sample',
    lay: (desk) => truncateSync(join(desk.office, 'office.db'), 5_000),
    photos: [['damaged', null, (page) => rows(page).first().click()]],
  },
  'the people': {
    beginning: 'june',
    day: '2012-06-26',
    photos: [
      ['home', '/home', seen('满意率')],
      ['organizations', '/organizations', (page) => page.getByRole('row', { name: /机关党支部/ }).click()],
      ['organization-form', null, pressed('登记党组织', '登记党组织')],
      ['members', '/members', (page) => rows(page).nth(3).click()],
      ['member', '/members/3', seen('党籍变动')],
      ['member-form', '/members', pressed('登记党员', '登记党员')],
      ['pledges', '/pledges', (page) => page.getByText('共 110 条').waitFor()],
      ['pledge', null, (page) => rows(page).nth(1).dblclick().then(() => page.getByRole('button', { name: '打印该主体的承诺书' }).waitFor())],
      ['reviews', '/reviews', (page) => rows(page).nth(1).click()],
      ['review', null, pressed('登记点评', '登记领导点评')],
    ],
  },
  evaluations: {
    beginning: 'sample',
    photos: [
      ['schemes', '/evaluations/schemes'],
      ['evaluations', '/evaluations/meetings', (page) => rows(page).first().click()],
      ['print', '/evaluations/print'],
      ['entry', '/evaluations/entry'],
      ['results', '/evaluations/results', seen('满意率')],
      ['tables', '/evaluations/tables'],
      ['counts', null, counts],
      ['ballots', null, ballots],
    ],
  },
  'tables and commendations': {
    beginning: 'june',
    day: '2012-06-26',
    photos: [
      ['statistics-start', '/statistics'],
      ['statistics', '/statistics/quarterly-table', seen(/^第 1 页，共/)],
      ['figures', null, (page) => page.getByRole('tab', { name: /数字/ }).click()],
      ['seals', null, (page) => page.getByRole('tab', { name: /封存/ }).click()],
      ['layouts', '/statistics/tables'],
      ['commendations', '/commendations', seen('余德东')],
      ['nomination', null, (page) => page.locator('[data-nomination]').first().click()],
      ['quotas', '/commendations', (page) => page.getByRole('tab', { name: '名额' }).click()],
      ['commendation-papers', null, (page) => page.getByRole('tab', { name: '文表' }).click()],
    ],
  },
  'the office': {
    beginning: 'june',
    day: '2012-06-26',
    photos: [
      ['history', '/history', (page) => rows(page).nth(1).click().then(() => page.getByLabel('前后对照').getByRole('table').first().waitFor())],
      ['backup', '/backup', (page) => pressed('开始核验')(page).then(() => page.getByText(/核验通过|请留意|发现/).waitFor())],
      ['settings', '/settings'],
      ['help', '/help/members'],
      ['about', '/about'],
    ],
  },
  import: {
    beginning: 'sample',
    photos: [
      ['import-file', '/import'],
      ['import', null, (page) => given(page, roster)],
      ['import-check', null, (page) => pressed('检查')(page).then(() => page.getByRole('region', { name: '表里的行' }).waitFor())],
      [
        'import-preview',
        null,
        async (page) => {
          await pressed('换一个文件')(page)
          await given(page, roster.replace('机关支部', '机关党支部'))
          await pressed('检查')(page)
          await pressed('预览改动')(page)
          await page.getByRole('button', { name: '开始导入' }).waitFor()
        },
      ],
    ],
  },
}

const sizes = { '1366x768': { width: 1366, height: 768 }, '1920x1080': { width: 1920, height: 1080 } }

for (const [name, round] of Object.entries(rounds)) {
  test(`photos of ${name}`, async ({ desk, page }) => {
    test.setTimeout(180_000)
    page.setDefaultTimeout(10_000)
    const here = desk(round.beginning, round.day)
    round.lay?.(here)
    await here.open()
    for (const [photo, path, pose] of round.photos) {
      await away(page) // a dialog of the photo before
      if (path) await here.go(path)
      await pose?.(page, here).catch((error: unknown) => expect.soft(String(error), photo).toBe(''))
      for (const [size, viewport] of Object.entries(sizes)) {
        await page.setViewportSize(viewport)
        await page.locator('.el-loading-mask, [aria-busy=true]').waitFor({ state: 'detached' })
        mkdirSync(join(root, 'out/photos', size), { recursive: true })
        await page.screenshot({ path: join(root, 'out/photos', size, `${photo}.png`), animations: 'disabled' })
        expect.soft(await here.barriers(), `${photo} at ${size}`).toEqual([])
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
        expect.soft(wide, `${photo} at ${size} scrolls sideways`).toBe(0)
      }
      await page.setViewportSize(sizes['1366x768'])
      expect.soft(await here.outOfReach(), `${photo}: not reached by Tab`).toEqual([])
    }
  })
}
